import { fixedAnswer, fixedContent, type FixedContent } from "../answer/fixed-content.js";
import { madeOnce } from "../answer/made-once.js";
import { problem } from "../problem.js";
import { resource, type Routes } from "./resource.js";

/** The page that totals in the browser. */
export interface WebPage {
  readonly html: string;
  /** By name, which changes with the content. */
  readonly assets: ReadonlyMap<string, () => Promise<Buffer>>;
}

export interface WebDependencies {
  readonly webPage: () => Promise<WebPage>;
}

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/** As long as browsers keep anything; RFC 8246. */
const FOR_EVER = "public, max-age=31536000, immutable";

/** GET /: a page that totals files in the browser; GET /assets/…: what it loads. Each is read when it is first asked for. */
export function webRoutes(routes: Routes, { webPage }: WebDependencies): void {
  const page = madeOnce(async () => {
    const { html, assets } = await webPage();
    return {
      content: fixedContent("text/html; charset=utf-8", html),
      assets: new Map(Array.from(assets, ([name, read]) => [name, asset(name, read)])),
      policy: policyOf(html),
    };
  });
  resource(routes, "/", {
    async GET(c) {
      const { content, policy } = await page();
      return fixedAnswer(c, content, { "Content-Security-Policy": policy });
    },
  });
  resource(routes, "/assets/:name", {
    async GET(c) {
      const { assets, policy } = await page();
      const content = assets.get(c.req.param("name") ?? "");
      if (content === undefined) return problem(c, 404, { detail: "there is nothing at this path" });
      // A worker has the policy of its own script.
      const headers = { "Content-Security-Policy": policy, "Cache-Control": FOR_EVER };
      return fixedAnswer(c, await content(), headers);
    },
  });
}

function asset(name: string, read: () => Promise<Buffer>): () => Promise<FixedContent> {
  const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return madeOnce(async () => fixedContent(type, await read()));
}

/** The policy that the page itself has, and what only a header can say. */
function policyOf(html: string): string {
  const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html) ?? [];
  if (policy === undefined) throw new Error("web/index.html: expected a Content-Security-Policy, got none");
  return `${policy}; frame-ancestors 'none'`;
}
