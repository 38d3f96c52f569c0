import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const CORE = path("../../../packages/total-core/src/");
const STAND_IN = path("decoders.js");
const STOOD_IN_FOR: readonly string[] = [`${CORE}decode/index.ts`, path("../src/worker/decoders.ts")];

/** Takes the library from its sources, in which one module, the table of decoders, can be replaced. */
export function lazyDecoders(): Plugin {
  return {
    name: "lazy-decoders",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (source === "@dlg/total-core") return `${CORE}index.ts`;
      if (source === "@dlg/total-core/parquet") return `${CORE}parquet.ts`;
      if (importer === undefined || !source.startsWith(".")) return undefined;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      return STOOD_IN_FOR.includes(resolved?.id ?? "") ? STAND_IN : resolved;
    },
  };
}
