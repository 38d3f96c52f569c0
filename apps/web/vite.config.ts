import { relative } from "node:path";
import type { Plugin, UserConfig } from "vite";

/** Tells bundle-notices what is in a bundle, as tsup's metafile does. */
function metafile(name: string): Plugin {
  return {
    name: "metafile",
    generateBundle(_options, bundle) {
      const outputs: Record<string, { readonly inputs: Record<string, { readonly bytesInOutput: number }> }> =
        {};
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        const inputs = Object.entries(chunk.modules).map(([path, { renderedLength }]) => {
          return [relative(process.cwd(), path), { bytesInOutput: renderedLength }];
        });
        outputs[chunk.fileName] = { inputs: Object.fromEntries(inputs) };
      }
      this.emitFile({
        type: "asset",
        fileName: `metafile-${name}.json`,
        source: JSON.stringify({ outputs }),
      });
    },
  };
}

const config: UserConfig = {
  // Relative addresses: the page works under any path, and from any file server.
  base: "./",
  plugins: [metafile("page")],
  build: {
    target: "es2022",
    // It would fetch, and the page's policy lets nobody do so.
    modulePreload: { polyfill: false },
    // A file inlined as a data: address would be against the policy, too.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  worker: {
    // What reads Parquet is a chunk that the worker imports when a Parquet file comes.
    format: "es",
    plugins: () => [metafile("worker")],
  },
};

export default config;
