/** The page in a real browser. */
import { existsSync } from "node:fs";
import axe from "axe-core";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

export const CHROMIUM = "/usr/bin/chromium";
export const HAS_CHROMIUM: boolean = existsSync(CHROMIUM);

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

export interface Visit {
  readonly page: Page;
  /** The addresses that were asked for, with the methods. */
  readonly asked: string[];
  /** The lines of the console. */
  readonly complaints: string[];
}

export async function visit(browser: Browser, url: string, options?: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext({
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  const page = await context.newPage();
  // Nothing's verdict depends on time: the test runner ends what hangs.
  page.setDefaultTimeout(0);
  const asked: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, asked, complaints };
}

/** Drops files on the page. */
export async function drop(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const [name, content] of Object.entries(given)) transfer.items.add(new File([content], name));
    return transfer;
  }, files);
  await page.dispatchEvent("body", "dragenter", { dataTransfer: data });
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

/** Waits until the page shows these digits. */
export async function shows(page: Page, digits: string): Promise<void> {
  await page
    .locator("#answer:not([hidden]) #total .groups", {
      hasText: new RegExp(`^${digits.replaceAll(".", "\\.")}$`),
    })
    .waitFor();
}

/** The text of all that is seen at this place. */
export async function textAt(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).innerText()).trim();
}

/** The findings of axe on the page as it is now: each rule that is broken, and the elements that break it. */
export async function violations(page: Page): Promise<readonly (readonly [rule: string, html: string[]])[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations: found } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)] as const);
  });
}
