/** Reads the page of @dlg/web, which the build puts beside main.js. */
import { readdir, readFile } from "node:fs/promises";
import type { WebPage } from "../routes/web.js";

export async function readWebPage(): Promise<WebPage> {
  const html = await readFile(new URL("web/index.html", import.meta.url), "utf8");
  const names = await readdir(new URL("web/assets/", import.meta.url));
  return { html, assets: new Map(names.map((name) => [name, () => readAsset(name)])) };
}

function readAsset(name: string): Promise<Buffer> {
  return readFile(new URL(`web/assets/${name}`, import.meta.url));
}
