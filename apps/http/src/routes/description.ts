import { fixedAnswer, fixedContent } from "../answer/fixed-content.js";
import { madeOnce } from "../answer/made-once.js";
import type { DocsPage } from "../description/docs-page.js";
import { resource, type Routes } from "./resource.js";

export interface DescriptionDependencies {
  readonly openApi: () => Promise<string>;
  readonly docsPage: () => Promise<DocsPage>;
}

/** GET /openapi.json: what the service does; GET /docs: a page to read it. Each is made when it is first asked for. */
export function descriptionRoutes(routes: Routes, { openApi, docsPage }: DescriptionDependencies): void {
  const description = madeOnce(async () => fixedContent("application/json", await openApi()));
  const page = madeOnce(async () => {
    const { html, policy } = await docsPage();
    return { content: fixedContent("text/html; charset=utf-8", html), policy };
  });
  resource(routes, "/openapi.json", { GET: async (c) => fixedAnswer(c, await description()) });
  resource(routes, "/docs", {
    async GET(c) {
      const { content, policy } = await page();
      return fixedAnswer(c, content, { "Content-Security-Policy": policy });
    },
  });
}
