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

/**
 * @param source the module to be bundled; it imports from `./src/…`, or the built package
 * @param format `iife` for a script
 * @param external packages that are left out of it
 */
export async function bundled(
  source: string,
  format: "esm" | "iife",
  {
    external = [],
    minify = false,
  }: { readonly external?: readonly string[]; readonly minify?: boolean } = {},
): Promise<string> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: source, resolveDir: fileURLToPath(new URL("../..", import.meta.url)), loader: "ts" },
    bundle: true,
    minify,
    write: false,
    format,
    target: "es2022",
    platform: "neutral",
    external: ["node:*", "hyparquet", "hyparquet-compressors", ...external],
    charset: "utf8",
  });
  return outputFiles[0].text;
}

/** JSX as React's own functions. */
export async function transformedJsx(source: string): Promise<string> {
  const { code } = await esbuild.transform(source, { loader: "jsx", jsx: "automatic" });
  return code;
}
