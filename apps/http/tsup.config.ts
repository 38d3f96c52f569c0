import { cp, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Options } from "tsup";

const require = createRequire(import.meta.url);
const SWAGGER_UI = dirname(require.resolve("swagger-ui-dist/package.json"));
const WEB = dirname(require.resolve("@dlg/web/package.json"));

const service: Options = {
  entry: { main: "src/main.ts", "telemetry/otlp-traces": "src/telemetry/otlp-traces.ts" },
  format: "esm",
  target: "node20",
  platform: "node",
  // One file: with it the service starts as fast as bare Hono, with packages apart 1.3 times slower, and an image needs no packages.
  noExternal: [/^[^.]/],
  // The one exception is imported only where traces are wanted.
  external: ["./telemetry/otlp-traces.js"],
  // Less to read: the service starts in 5 ms less, of 95. Names are kept: they make the stack of a bug readable.
  minifyWhitespace: true,
  minifySyntax: true,
  // Otherwise the library's lazy imports would become files of their own.
  splitting: false,
  // Some packages are CommonJS, and get Node's modules by `require`.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  // But for the other build's folder.
  clean: ["!docs-page/**"],
  // For bundle-notices.
  metafile: true,
  sourcemap: true,
  /** The files that GET /openapi.json, GET /docs and GET / are made of, and the licence of Swagger UI. */
  async onSuccess() {
    await cp("api/openapi.json", "dist/openapi.json");
    await mkdir("dist/docs-page", { recursive: true });
    await cp("src/description/page/page.css", "dist/docs-page/page.css");
    await mkdir("dist/swagger-ui", { recursive: true });
    for (const name of [
      "swagger-ui-bundle.js",
      "swagger-ui-bundle.js.LICENSE.txt",
      "swagger-ui.css",
      "LICENSE",
      "NOTICE",
    ]) {
      await cp(join(SWAGGER_UI, name), join("dist/swagger-ui", name));
    }
    await cp(join(WEB, "dist"), "dist/web", { recursive: true });
  },
};

/** The script of GET /docs. */
const docsPage: Options = {
  entry: { setup: "src/description/page/setup.ts" },
  outDir: "dist/docs-page",
  format: "iife",
  target: "es2022",
  platform: "browser",
  minify: true,
};

const config: Options[] = [service, docsPage];

export default config;
