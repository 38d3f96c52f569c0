import { answer } from "../answer.js";
import type { DocsPage } from "../description/docs-page.js";
import { openApiText } from "../description/openapi.js";
import { resource, type App } from "../resource.js";

export interface DescriptionDependencies {
  readonly docsPage: () => Promise<DocsPage>;
}

/** GET /openapi.json: what the service does; GET /docs: a page to read it. */
export function descriptionRoutes(app: App, { docsPage }: DescriptionDependencies): void {
  resource(app, "/openapi.json", {
    GET: (c) => answer(c, { type: "application/json", body: openApiText() }),
  });
  resource(app, "/docs", {
    async GET(c) {
      const { html, policy } = await docsPage();
      const headers = { "Content-Security-Policy": policy };
      return answer(c, { type: "text/html; charset=utf-8", body: html, headers });
    },
  });
}
