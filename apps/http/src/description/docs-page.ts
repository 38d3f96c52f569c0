import { createHash } from "node:crypto";

/** What the page is made of: two files of swagger-ui-dist. */
export interface SwaggerUi {
  readonly script: string;
  readonly style: string;
}

export interface DocsPage {
  readonly html: string;
  /** The Content-Security-Policy under which it works: nothing but what stands in it runs, and it asks nobody but the service. */
  readonly policy: string;
}

const SETUP = `
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#docs",
  presets: [SwaggerUIBundle.presets.apis],
  validatorUrl: null,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
});
`;

/** The page to read the description and to try the service, all in one, so that it loads nothing. */
export function docsPage({ script, style }: SwaggerUi): DocsPage {
  const scriptText = `${script}${SETUP}`
    // An HTML comment that begins in a script changes where the script ends; in its strings and patterns the sign may be escaped.
    .replaceAll("<!--", "\\x3c!--")
    .replace(/<(\/?script)/gi, "\\x3c$1");
  const html = [
    "<!doctype html>",
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    "<title>dlg: the exact total</title>",
    // Browsers ask for one otherwise.
    '<link rel="icon" href="data:,">',
    `<style>${style}</style>`,
    '<div id="docs"></div>',
    `<script>${scriptText}</script>`,
    "</html>",
    "",
  ].join("\n");
  const policy = [
    "default-src 'none'",
    `script-src '${sha256(scriptText)}'`,
    `style-src '${sha256(style)}'`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return { html, policy };
}

function sha256(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
