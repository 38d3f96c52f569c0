/** Reads the files that the build puts beside main.js. */
import { readFile } from "node:fs/promises";
import { docsPage, type DocsPage } from "./docs-page.js";
import { openApiText } from "./openapi.js";

export async function readOpenApi(): Promise<string> {
  return openApiText(await read("openapi.json"));
}

export async function readDocsPage(): Promise<DocsPage> {
  const scripts = [await read("swagger-ui/swagger-ui-bundle.js"), await read("docs-page/setup.global.js")];
  const styles = [await read("swagger-ui/swagger-ui.css"), await read("docs-page/page.css")];
  return docsPage({ script: scripts.join("\n"), style: styles.join("\n") });
}

function read(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), "utf8");
}
