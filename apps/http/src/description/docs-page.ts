import { createHash } from "node:crypto";

/** The content of the page: Swagger UI, and behind it what is our own. */
export interface DocsPageParts {
  readonly script: string;
  readonly style: string;
}

export interface DocsPage {
  readonly html: string;
  /** The page's Content-Security-Policy: only the scripts in the page run, and they may connect only to the service. */
  readonly policy: string;
}

/** The page that shows the description and tries the service. It contains all that it needs, and loads only the description. */
export function docsPage({ script, style }: DocsPageParts): DocsPage {
  const scriptText = script
    // "<!--" and "<script" change where an HTML parser ends the script. In strings and regular expressions, "<" may be escaped.
    .replaceAll("<!--", "\\x3c!--")
    .replace(/<(\/?script)/gi, "\\x3c$1");
  const html = [
    "<!doctype html>",
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    "<title>dlg: the exact total</title>",
    // Without it, browsers ask the service for an icon.
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
