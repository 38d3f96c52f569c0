/** A gigabyte, in Chromium. */
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, HAS_CHROMIUM, launch, shows, textAt, violations, visit } from "../src/testing/browser.js";
import { startFileServer, type Site } from "../src/testing/sites.js";

const LINES = "1204.50\n-99.90\n0.1\n12345678.99\n".repeat(32_768);
const PIECES = 1024;
const MB = 1e6;

async function writeLarge(path: string): Promise<void> {
  const file = createWriteStream(path);
  for (let i = 0; i < PIECES; i++) if (!file.write(LINES)) await once(file, "drain");
  file.end();
  await once(file, "close");
}

/** The most memory that a page of this browser has had, as Linux counts it, in bytes. */
async function peakOfPages(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const peaks = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => {
      const status = readFileSync(`/proc/${id}/status`, "utf8");
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]) * 1024;
    });
  return Math.max(...peaks);
}

describe.skipIf(!HAS_CHROMIUM)(`a gigabyte, which is read where there is a ${CHROMIUM}`, () => {
  let site: Site;
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "dlg-web-"));
  const large = join(folder, "large.txt");
  beforeAll(async () => {
    [site, browser] = await Promise.all([startFileServer(), launch(), writeLarge(large)]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    rmSync(folder, { recursive: true });
  });

  test("is totalled in constant memory", async () => {
    const { page } = await visit(browser, site.url);
    await page.locator("#text").fill("1\n2");
    await shows(page, "3");
    // The memory that axe takes is not the page's.
    await violations(page);
    const before = await peakOfPages(browser);
    await page.locator("#chooser").setInputFiles(large);
    await page.locator("#running:not([hidden])").waitFor();
    expect(await violations(page)).toEqual([]);
    await shows(page, "414289313744814.08");
    expect(await textAt(page, "#facts")).toContain("134,217,728 numbers");
    expect((await peakOfPages(browser)) - before).toBeLessThan(60 * MB);
    await page.context().close();
  });

  test("is left in the middle where the user cancels, by the button or by Escape", async () => {
    const { page } = await visit(browser, site.url);
    for (const cancel of [() => page.locator("#cancel").click(), () => page.keyboard.press("Escape")]) {
      await page.locator("#chooser").setInputFiles(large);
      await page.locator("#running:not([hidden])").waitFor();
      await cancel();
      await page.locator("#again:focus").waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await page.locator("#answer").isVisible()).toBe(false);
    }
    await page.keyboard.press("Enter");
    await page.locator("#cancel").click();
    // The worker is free at once for other numbers.
    await page.locator("#clear").click();
    await page.locator("#text").fill("0.1 0.2");
    await shows(page, "0.3");
    await page.context().close();
  });
});
