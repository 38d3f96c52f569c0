import { relative } from "node:path";
import type { Plugin } from "vite";

/** Tells bundle-notices what is in a bundle, as tsup's metafile does. */
export function metafile(name: string): Plugin {
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
