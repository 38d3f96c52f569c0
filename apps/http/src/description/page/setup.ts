/** Starts Swagger UI. This is the page's own script: it runs in browsers, behind that of Swagger UI. */
import { withDigits, withMarkedDigits } from "./digits.js";
import { examplePlugin } from "./examples.js";
import type { Component, SwaggerUi } from "./swagger-ui.js";

declare const SwaggerUIBundle: SwaggerUi;
declare const document: {
  readonly documentElement: { readonly classList: { toggle(name: string, isOn: boolean): void } };
};
declare const matchMedia: (query: string) => {
  readonly matches: boolean;
  addEventListener(event: "change", listener: () => void): void;
};

/** Everything that shows code takes the marks off again: what is shown, what is copied, and what is downloaded. */
const digitsPlugin = {
  wrapComponents: {
    HighlightCode:
      (Original: Component) =>
      ({ children, ...properties }: Parameters<Component>[0]) =>
        Original({ ...properties, children: typeof children === "string" ? withDigits(children) : children }),
  },
};

const dark = matchMedia("(prefers-color-scheme: dark)");
const followTheme = (): void => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followTheme);
followTheme();

SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#docs",
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [digitsPlugin, examplePlugin],
  // The description is read in this way too, as it shows large totals.
  responseInterceptor(response) {
    if (/json/.test(response.headers["content-type"] ?? "")) response.text = withMarkedDigits(response.text);
    return response;
  },
  validatorUrl: null,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
});
