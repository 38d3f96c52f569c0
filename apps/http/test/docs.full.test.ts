/** The documentation page, in a real browser. */
import { existsSync } from "node:fs";
import { chromium, type Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { OPENAPI, operationsOf } from "../src/testing/openapi.js";
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

afterAll(endServices);

describe.skipIf(!existsSync(CHROMIUM))(`/docs, which is looked at where there is a ${CHROMIUM}`, () => {
  test("shows all operations, tries them out, and loads nothing from elsewhere", async () => {
    const { url } = await startService();
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(0);
      const complaints: string[] = [];
      const asked = new Set<string>();
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => asked.add(request.url()));
      await page.goto(`${url}/docs`);
      await page.waitForSelector(".opblock");
      expect(await page.locator(".opblock").count()).toBe(operationsOf(OPENAPI).length);
      expect(await page.title()).toBe("dlg: the exact total");
      expect(await triedOut(page, "#operations-totals-getTotal")).toContain("50000005000000");
      expect(await triedOut(page, "#operations-totals-postTotal")).toMatch(/"total": 0\.3,\s+"count": 2/);
      expect([...asked].sort()).toEqual([`${url}/docs`, `${url}/openapi.json`, `${url}/total`]);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

/** The service's answer as the page shows it. */
async function triedOut(page: Page, operation: string): Promise<string> {
  await page.click(`${operation} .opblock-summary-control`);
  await page.click(`${operation} .try-out__btn`);
  await page.click(`${operation} .execute`);
  const answer = page.locator(`${operation} .live-responses-table tbody`).first();
  await answer.waitFor();
  return (await answer.textContent()) ?? "";
}
