import { readFile } from "node:fs/promises";
import { docsPage, type DocsPage } from "./docs-page.js";

/** The build lays them beside the service. */
const FOLDER = new URL("swagger-ui/", import.meta.url);

/** Puts the page of the description together. */
export async function readDocsPage(): Promise<DocsPage> {
  const [script, style] = await Promise.all(
    ["swagger-ui-bundle.js", "swagger-ui.css"].map((name) => readFile(new URL(name, FOLDER), "utf8")),
  );
  return docsPage({ script: script ?? "", style: style ?? "" });
}
