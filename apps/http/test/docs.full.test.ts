/** The documentation page, in a real browser. */
import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withDigits } from "../src/description/page/digits.js";
import { DOCUMENT, examplesOf, OPENAPI, operationsOf } from "../src/testing/openapi.js";
import { endServices, startService } from "../src/testing/service.js";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const POST_TOTAL = "#operations-totals-postTotal";
const PHONE = { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true };

interface Opened {
  readonly page: Page;
  readonly url: string;
  /** The addresses that the page has asked for. */
  readonly asked: ReadonlySet<string>;
  /** The errors that the browser reported. */
  readonly complaints: readonly string[];
}

describe.skipIf(!existsSync(CHROMIUM))(`/docs, which is looked at where there is a ${CHROMIUM}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser.close();
    await endServices();
  });

  async function open(screen: BrowserContextOptions = {}): Promise<Opened> {
    const { url } = await startService();
    const page = await browser.newPage(screen);
    page.setDefaultTimeout(0);
    const complaints: string[] = [];
    const asked = new Set<string>();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => asked.add(request.url()));
    await page.goto(`${url}/docs`);
    await page.waitForSelector(".opblock");
    return { page, url, asked, complaints };
  }

  test("shows all operations, tries them out, and loads nothing from elsewhere", async () => {
    const { page, url, asked, complaints } = await open();
    expect(await page.locator(".opblock").count()).toBe(operationsOf(OPENAPI).length);
    expect(await page.title()).toBe("dlg: the exact total");
    await begin(page, "#operations-totals-getTotal");
    expect(await executed(page, "#operations-totals-getTotal")).toBe(200);
    await expect
      .poll(() => answerOf(page, "#operations-totals-getTotal"))
      .toBe('{\n  "total": 50000005000000\n}');
    expect([...asked].sort()).toEqual([`${url}/docs`, `${url}/openapi.json`, `${url}/total`]);
    expect(complaints).toEqual([]);
  });

  test("each example of a body gets the answer that is shown for it, with all its digits", async () => {
    const { page, complaints } = await open();
    await begin(page, POST_TOTAL);
    const { requestBody, responses } = DOCUMENT.paths["/total"]!["post"]!;
    const shown = new Map(examplesOf({ "200": responses["200"]! }).map((one) => [one.name, one.value]));
    for (const [type, { examples = {} }] of Object.entries(requestBody!.content)) {
      await page.locator(`${POST_TOTAL} .body-param-content-type select`).selectOption(type);
      for (const [name, { value: sent }] of Object.entries(examples)) {
        await (type === "application/octet-stream"
          ? page.locator(FILE).setInputFiles({ name, mimeType: type, buffer: Buffer.from(String(sent)) })
          : page.locator(EXAMPLES).selectOption(name));
        expect([name, await executed(page, POST_TOTAL)]).toEqual([name, 200]);
        const value = shown.get(name);
        const expected = typeof value === "string" ? value : withDigits(JSON.stringify(value, undefined, 2));
        await expect.poll(() => answerOf(page, POST_TOTAL)).toBe(expected);
      }
    }
    expect(complaints).toEqual([]);
  });

  test("on a phone nothing covers an answer, and nothing stands beside the screen", async () => {
    const { page, complaints } = await open(PHONE);
    await begin(page, POST_TOTAL);
    await page.locator(EXAMPLES).selectOption("large");
    expect(await executed(page, POST_TOTAL)).toBe(200);
    await expect.poll(() => answerOf(page, POST_TOTAL)).toContain('"total": 18446744073709551617,');
    expect(
      await page.locator(`${POST_TOTAL} .highlight-code, ${POST_TOTAL} .curl-command`).count(),
    ).toBeGreaterThan(5);
    expect(await page.evaluate(COVERED)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(PHONE.viewport.width);
    expect(complaints).toEqual([]);
  });

  test("is dark for those who want it dark", async () => {
    const { page } = await open({ colorScheme: "dark" });
    const isDark = () => page.locator("html.dark-mode").count();
    expect(await isDark()).toBe(1);
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(isDark).toBe(0);
  });
});

const BODY = `${POST_TOTAL} .opblock-section-request-body`;
const EXAMPLES = `${BODY} .examples-select-element`;
const FILE = `${BODY} input[type=file]`;

/** Looks at a grid of points on all code, and returns what else is seen there. */
const COVERED = `[...document.querySelectorAll("${POST_TOTAL} .microlight")].flatMap((code) => {
  code.scrollIntoView({ block: "center" });
  const { left, top, width, height } = code.getBoundingClientRect();
  return Array.from({ length: 400 }, (_, i) => [left + (width * (0.5 + (i % 20))) / 20, top + (height * (0.5 + Math.floor(i / 20))) / 20])
    .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)
    .map(([x, y]) => document.elementFromPoint(x, y))
    .filter((seen) => !code.contains(seen))
    .map((seen) => seen.outerHTML.slice(0, 99));
})`;

async function begin(page: Page, operation: string): Promise<void> {
  await page.click(`${operation} .opblock-summary-control`);
  await page.click(`${operation} .try-out__btn`);
}

/** Presses "Execute". @returns the status of the answer */
async function executed(page: Page, operation: string): Promise<number> {
  const answer = page.waitForResponse((response) => response.request().resourceType() === "fetch");
  await page.click(`${operation} .execute`);
  return (await answer).status();
}

/** The body of the last answer as the page shows it; empty where it shows none. */
async function answerOf(page: Page, operation: string): Promise<string> {
  const shown = page.locator(`${operation} .live-responses-table .response-col_description .microlight`);
  return (await shown.allInnerTexts())[0] ?? "";
}
