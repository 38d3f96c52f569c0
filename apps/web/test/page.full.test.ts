/** Users on the page, in Chromium: from a file server of its own, and from the service. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, drop, HAS_CHROMIUM, launch, shows, textAt, visit } from "../src/testing/browser.js";
import { startFileServer, startService, type Site } from "../src/testing/sites.js";

const SALES = "region,amount,tax\nnorth,1204.50,0.10\nsouth,-99.90,0.20\nnorth,0.1,\n";

const folder = mkdtempSync(join(tmpdir(), "dlg-web-"));
afterAll(() => rmSync(folder, { recursive: true }));

function stored(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe.skipIf(!HAS_CHROMIUM).each([
  ["a file server of its own", startFileServer],
  ["the service", startService],
] as const)(`from %s, which is tried where there is a ${CHROMIUM}`, (_, start) => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([start(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  test("numbers that are typed or pasted have their total, and nothing leaves the browser", async () => {
    const { page, asked, complaints } = await visit(browser, site.url);
    await page.locator("#text").fill("0.1 0.2");
    await shows(page, "0.3");
    // The first table and the first JSON bring what reads them. From then on there is no network at all.
    for (const table of ["a,b\nx,1", '[{"a":1}]']) {
      await page.locator("#text").fill(table);
      await shows(page, "1");
      await page.locator("#text").fill("2");
      await shows(page, "2");
    }
    await page.context().route("**/*", (route) => route.abort());
    await page.evaluate(() => navigator.clipboard.writeText("18446744073709551616\n1"));
    await page.locator("#text").selectText();
    await page.keyboard.press("Control+V");
    await shows(page, "18446744073709551617");
    await drop(page, { "sales.csv": SALES });
    await page.locator("#column").selectOption("amount");
    await shows(page, "1104.7");
    await drop(page, { "a.ndjson": '{"a":0.1}\n{"a":0.2}\n' });
    await shows(page, "0.3");
    const own = asked.map((one) => one.replace(`GET ${site.url}`, ""));
    expect(own.filter((one) => !/^$|^assets\/[\w-]+\.(js|css)$/.test(one))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("what is not loaded yet, and cannot be any more, is told", async () => {
    const { page } = await visit(browser, site.url);
    await page.locator("#text").fill("1");
    await shows(page, "1");
    await page.context().route("**/*", (route) => route.abort());
    await drop(page, { "sales.csv": SALES });
    await page.locator("#fault:not([hidden])").waitFor();
    expect(await textAt(page, "#fault-text")).toContain("got no answer from where the page came from");
    await page.locator("#clear").click();
    await page.locator("#text").fill("0.1 0.2");
    await shows(page, "0.3");
  });

  test("its policy lets nothing out, of any kind", async () => {
    const { page } = await visit(browser, site.url);
    const outcome = await page.evaluate(async () => {
      const image = new Image();
      image.src = "/leak.png";
      return Promise.all([
        fetch("/leak").then(
          () => "sent",
          () => "refused",
        ),
        image.decode().then(
          () => "sent",
          () => "refused",
        ),
        new Promise((resolve) => {
          addEventListener("securitypolicyviolation", () => resolve("refused"), { once: true });
          navigator.sendBeacon("/leak", "1");
        }),
      ]);
    });
    expect(outcome).toEqual(["refused", "refused", "refused"]);
  });

  test("a table: column, key, order, places, copy and download", async () => {
    const { page } = await visit(browser, site.url);
    await drop(page, { "sales.csv": SALES });
    // Two columns have numbers, and which is meant is not guessed.
    await page.locator("#column:focus").waitFor();
    expect(await page.locator("#answer").isVisible()).toBe(false);
    await page.locator("#column").selectOption("amount");
    await shows(page, "1104.7");
    expect(await textAt(page, "#answer-title")).toBe("Total of amount");
    await page.locator("#by").selectOption("region");
    await page.locator("#groups:not([hidden])").waitFor();
    expect(await page.locator("#group-totals").innerText()).toMatch(
      /north\s+2\s+1204\.6\s+south\s+1\s+-99\.9/,
    );
    expect(await textAt(page, "#spoken")).toBe("Total of amount: 1104.7. 3 numbers. 2 keys.");
    await page.locator("#order").selectOption("key");
    await page.locator("#places").fill("2");
    await shows(page, "1104.70");
    expect(await textAt(page, "#spoken")).toBe("Total of amount: 1104.70.");
    await page.locator("#copy").click();
    await page.locator("#copy", { hasText: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("1104.70");
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#download").click()]);
    expect(readFileSync(await download.path(), "utf8")).toBe(
      "key,total,count\nnorth,1204.60,2\nsouth,-99.90,1\n",
    );
  });

  test("an error shows its place in the text and the ways out", async () => {
    const { page } = await visit(browser, site.url);
    await drop(page, { "prices.csv": "name;price\nnail;1,50\nscrew;0,25\n" });
    await page.locator("#column").selectOption("price");
    await page.locator("#fault:not([hidden])").waitFor();
    expect(await textAt(page, "#fault-title")).toBe("prices.csv, line 2, column 6");
    expect(await textAt(page, "#fault-text")).toBe('Expected a number, got "1,50".');
    expect(await textAt(page, "#excerpt mark")).toBe("1,50");
    expect(await textAt(page, "#spoken-at-once")).toContain(
      'line 2, column 6: Expected a number, got "1,50"',
    );
    await page.getByRole("button", { name: "Read 1,50 as 1.50" }).click();
    await shows(page, "1.75");
    await page.getByRole("button", { name: "Undo: The decimal sign is a comma" }).click();
    await page.getByRole("button", { name: "Skip what is no number, and count it" }).click();
    await shows(page, "0");
    expect(await textAt(page, "#facts")).toContain("2 bad ones skipped");
  });

  test("JSON: a field is asked for where there are several", async () => {
    const { page } = await visit(browser, site.url);
    await drop(page, { "a.ndjson": '{"a":{"x":1,"y":2}}\n{"a":{"x":0.5,"y":3}}\n' });
    await page.locator("#field:focus").waitFor();
    await page.keyboard.type("a.y");
    await page.keyboard.press("Enter");
    await shows(page, "5");
    expect(await textAt(page, "#answer-title")).toBe("Total of a.y");
  });

  test("Parquet, for which more is loaded", async () => {
    const { page, asked, complaints } = await visit(browser, site.url);
    const before = asked.length;
    const file = parquetWriteBuffer({
      columnData: [
        { name: "name", data: ["a", "b"], type: "STRING" },
        { name: "amount", data: [1.5, 2], type: "DOUBLE" },
      ],
    });
    await page.locator("#chooser").setInputFiles(stored("a.parquet", new Uint8Array(file)));
    await shows(page, "3.5");
    expect(asked.length).toBeGreaterThan(before);
    expect(complaints).toEqual([]);
  });

  test("gzip", async () => {
    const { page } = await visit(browser, site.url);
    await page.locator("#chooser").setInputFiles(stored("a.txt.gz", gzipSync("0.1 0.2\n".repeat(100_000))));
    await shows(page, "30000");
    expect(await textAt(page, "#facts")).toContain("200,000 numbers");
  });

  test("several files: a total each, and of all", async () => {
    const { page } = await visit(browser, site.url);
    await drop(page, { "a.txt": "0.1", "b.txt": "0.2" });
    await shows(page, "0.3");
    expect(await page.locator("#file-totals").innerText()).toMatch(/a\.txt\s+1\s+0\.1\s+b\.txt\s+1\s+0\.2/);
  });

  test("binary numbers have all digits, too", async () => {
    const { page } = await visit(browser, site.url);
    const bytes = new Uint8Array(new Float64Array([0.1, 0.2]).buffer);
    await page.locator("#chooser").setInputFiles(stored("a.f64", bytes));
    await shows(page, "0.30000000000000004");
    await page.locator("#exactly summary").click();
    expect(await textAt(page, "#exact")).toBe("0.3000000000000000166533453693773481063544750213623046875");
    const notNumbers = new Uint8Array(new Float64Array([Infinity, -Infinity]).buffer);
    await page.locator("#chooser").setInputFiles(stored("b.f64", notNumbers));
    await shows(page, "NaN");
  });

  test("a file that is changed after it was chosen is told", async () => {
    const { page } = await visit(browser, site.url);
    const path = stored("gone.csv", SALES);
    await page.locator("#chooser").setInputFiles(path);
    await page.locator("#column:focus").waitFor();
    writeFileSync(path, "other\n1\n2\n3\n4\n");
    await page.locator("#column").selectOption("amount");
    await page.locator("#fault:not([hidden])").waitFor();
    expect(await textAt(page, "#fault-text")).toContain("Choose it again");
  });

  test("nothing, and nothing but spaces, is no total", async () => {
    const { page } = await visit(browser, site.url);
    await page.locator("#text").fill("1");
    await shows(page, "1");
    await page.locator("#text").fill(" \n");
    await page.locator("#answer").waitFor({ state: "hidden" });
    await drop(page, { "empty.txt": "" });
    await shows(page, "0");
    expect(await textAt(page, "#facts")).toContain("0 numbers");
  });

  test("by the keyboard alone", async () => {
    const { page } = await visit(browser, site.url);
    const focused = () => page.evaluate(() => document.activeElement?.id);
    const reached: (string | undefined)[] = [];
    await page.keyboard.press("Tab");
    await page.keyboard.type("key,a,b\nx,1,10\ny,2,20");
    await page.locator("#reading:not([hidden])").waitFor();
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press("Tab");
      reached.push(await focused());
    }
    expect(reached).toEqual(
      ["choose", "format", "column", "by", undefined].slice(0, 4).concat(reached.slice(4)),
    );
    await page.locator("#column").focus();
    await page.keyboard.type("b");
    await shows(page, "30");
    expect(await textAt(page, "#spoken")).toBe("Total of b: 30. 2 numbers.");
  });
});
