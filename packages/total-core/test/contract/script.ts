/** The suite and the built package in one script, for runtimes other than this one. */
import { bundled } from "../../src/testing/bundle.js";
import type { Outcome } from "./index.js";

/** A module that runs the suite with the package, from wherever it is installed. */
export const SOURCE = `
  import * as core from "@dlg/total-core";
  import { arrowNumbers } from "@dlg/total-core/arrow";
  import { parquet } from "@dlg/total-core/parquet";
  import { getPolyfill, sumPrecise } from "@dlg/total-core/sum-precise";
  import { outcomes } from "./test/contract/index.js";
  export const contract = (world) => outcomes({ ...core, arrowNumbers, getPolyfill, parquet, sumPrecise }, world);
`;

/** Its imports from the package. */
export const IMPORTED: readonly string[] = ["", "/arrow", "/parquet", "/sum-precise"].map(
  (path) => `@dlg/total-core${path}`,
);

/** Parquet's reader of this package imports them where they are needed, which no case wants. */
export const NOT_NEEDED: readonly string[] = ["fzstd", "hyparquet-compressors"];

/** The suite runs in each of them. */
export const MODES = ["with WebAssembly", "without WebAssembly"] as const;

/** The outcomes in each of the {@link MODES}. */
export type Found = readonly (readonly Outcome[])[];

/** The beginning of a module. Behind it stands `inBothModes(world)`, the promise of what was {@link Found}. */
export async function contractScript(): Promise<string> {
  const bundle = await bundled(`${SOURCE}; globalThis.contract = contract;`, "iife", {
    external: NOT_NEEDED,
  });
  return `
    const loaded = () => {
      ${bundle}
      return globalThis.contract;
    };
    const inBothModes = async (world) => {
      const first = await loaded()(world);
      const { WebAssembly } = globalThis;
      globalThis.WebAssembly = undefined;
      // Loaded anew, because the library asks for it only once.
      const second = await loaded()(world);
      globalThis.WebAssembly = WebAssembly;
      return [first, second];
    };
  `;
}
