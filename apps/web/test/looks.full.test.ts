/** The page as it is seen and heard: light and dark, on a phone and a desktop. */
import { parquetWriteBuffer } from "hyparquet-writer";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, drop, HAS_CHROMIUM, launch, shows, violations, visit } from "../src/testing/browser.js";
import { startFileServer, type Site } from "../src/testing/sites.js";

/** Where it is set, pictures of what is tested go into this folder. */
const PICTURES = process.env["DLG_PICTURES"];

const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  empty: async () => {},
  async total(page) {
    await page.locator("#text").fill("1204.50\n-99.90\n0.1\n");
    await shows(page, "1104.7");
  },
  async long(page) {
    await page.locator("#text").fill(`${"123456789".repeat(40)}.5 0.25`);
    await page.locator("#answer:not([hidden])").waitFor();
  },
  async groups(page) {
    await drop(page, {
      "sales.csv": "region,amount,tax\nnorth,1204.50,0.10\nsouth,-99.90,0.20\nwest,0.1,1\n",
    });
    await page.locator("#column").selectOption("amount");
    await page.locator("#by").selectOption("region");
    await page.locator("#groups:not([hidden])").waitFor();
  },
  async choice(page) {
    await drop(page, { "sales of the whole year, region by region.csv": "region,amount,tax\nnorth,1,2\n" });
    await page.locator("#column:focus").waitFor();
  },
  async fault(page) {
    await drop(page, { "prices.csv": "name;price\nnail;1,50\nscrew;0,25\n" });
    await page.locator("#column").selectOption("price");
    await page.locator("#fault:not([hidden])").waitFor();
  },
  async used(page) {
    await drop(page, { "prices.csv": "name;price\nnail;1,50\nscrew;0,25\n" });
    await page.locator("#column").selectOption("price");
    await page.getByRole("button", { name: "Read 1,50 as 1.50" }).click();
    await shows(page, "1.75");
  },
  async parquet(page) {
    const columnData = [{ name: "amount", data: [0.1, 0.2], type: "DOUBLE" as const }];
    const buffer = Buffer.from(parquetWriteBuffer({ columnData }));
    await page.locator("#chooser").setInputFiles({ name: "a.parquet", mimeType: "", buffer });
    await shows(page, "0.30000000000000004");
    await page.locator("#exactly summary").click();
  },
  async files(page) {
    await drop(page, { "january.txt": "0.1", "february.txt": "0.2 40000000000000000" });
    await shows(page, "40000000000000000.3");
  },
};

const SIZES = { phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 900 } };

describe.skipIf(!HAS_CHROMIUM)(`which is looked at where there is a ${CHROMIUM}`, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startFileServer(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  const cases = Object.keys(STATES).flatMap((state) =>
    (["light", "dark"] as const).flatMap((scheme) =>
      (["phone", "desktop"] as const).map((size) => [state, scheme, size] as const),
    ),
  );
  test.each(cases)("%s, %s, %s: axe finds nothing, and nothing is too wide", async (state, scheme, size) => {
    const { page } = await visit(browser, site.url, { colorScheme: scheme, viewport: SIZES[size] });
    await STATES[state]!(page);
    if (PICTURES !== undefined) {
      await page.screenshot({ path: `${PICTURES}/${state}-${scheme}-${size}.png`, fullPage: true });
    }
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.context().close();
  });
});
