import type { DocsPage } from "../description/docs-page.js";
import { openApiText } from "../description/openapi.js";
import { fixedAnswer, fixedContent, type FixedContent } from "../answer/fixed-content.js";
import { resource, type App } from "./resource.js";

export interface DescriptionDependencies {
  readonly docsPage: () => Promise<DocsPage>;
}

interface FixedPage {
  readonly content: FixedContent;
  readonly policy: string;
}

/** GET /openapi.json: what the service does; GET /docs: a page to read it. Both are made when they are asked for first. */
export function descriptionRoutes(app: App, { docsPage }: DescriptionDependencies): void {
  let description: FixedContent | undefined;
  let page: Promise<FixedPage> | undefined;
  resource(app, "/openapi.json", {
    GET: (c) => fixedAnswer(c, (description ??= fixedContent("application/json", openApiText()))),
  });
  resource(app, "/docs", {
    async GET(c) {
      const { content, policy } = await (page ??= fixedPage(docsPage));
      return fixedAnswer(c, content, { "Content-Security-Policy": policy });
    },
  });
}

async function fixedPage(docsPage: () => Promise<DocsPage>): Promise<FixedPage> {
  const { html, policy } = await docsPage();
  return { content: fixedContent("text/html; charset=utf-8", html), policy };
}
