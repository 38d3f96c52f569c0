/** The library in one file, as bundlers hand it to browsers and to runtimes at the edge. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const requireHere = createRequire(import.meta.url);
// The bundler that tsup brings.
const esbuild = createRequire(requireHere.resolve("tsup"))("esbuild") as {
  build(options: Readonly<Record<string, unknown>>): Promise<{
    readonly outputFiles: readonly [{ readonly text: string }];
  }>;
  transform(source: string, options: Readonly<Record<string, unknown>>): Promise<{ readonly code: string }>;
};

/** The folder of the package. */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * @param source the module to be bundled; it imports from `./src/…`, or the built package
 * @param format `iife` for a script
 * @param external packages that are left out of it
 */
export function bundled(
  source: string,
  format: "esm" | "iife",
  {
    external = ["hyparquet", "hyparquet-compressors"],
    minify = false,
  }: { readonly external?: readonly string[]; readonly minify?: boolean } = {},
): Promise<string> {
  return bundleOf(source, {
    minify,
    format,
    target: "es2022",
    platform: "neutral",
    // hyparquet has a part for Node alone.
    conditions: ["browser"],
    external: ["node:*", ...external],
    charset: "utf8",
  });
}

/** @param source the module to be bundled, with the options that a page's build has; it imports from `@dlg/total-core`, which is what was built */
export async function minified(source: string): Promise<string> {
  return (await bundleOf(source, { format: "esm", minify: true, legalComments: "none" })).trim();
}

async function bundleOf(contents: string, options: Readonly<Record<string, unknown>>): Promise<string> {
  const stdin = { contents, resolveDir: ROOT, loader: "ts" };
  const { outputFiles } = await esbuild.build({ stdin, bundle: true, write: false, ...options });
  return outputFiles[0].text;
}

/** JSX as React's own functions. */
export async function transformedJsx(source: string): Promise<string> {
  const { code } = await esbuild.transform(source, { loader: "jsx", jsx: "automatic" });
  return code;
}
