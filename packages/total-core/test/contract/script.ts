/** The suite and the built package in one script, for runtimes other than this one. */
import { bundled } from "../../src/testing/bundle.js";
import { END_AFTER_MS, type Outcome } from "./index.js";

/** A module that runs the suite with the package, from wherever it is installed. */
export const SOURCE = `
  import * as core from "@dlg/total-core";
  import { arrowNumbers } from "@dlg/total-core/arrow";
  import { parquet } from "@dlg/total-core/parquet";
  import { getPolyfill, sumPrecise } from "@dlg/total-core/sum-precise";
  import { outcomes } from "./test/contract/index.js";
  export const contract = (world, tell) =>
    outcomes({ ...core, arrowNumbers, getPolyfill, parquet, sumPrecise }, world, tell);
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

/** All cases have ended or failed by then, in each of the modes. Where they have not, the runtime itself hangs. */
export const ENDS_WITHIN_MS: number = MODES.length * END_AFTER_MS;

/**
 * The beginning of a module. Behind it stands `inBothModes(world, tell)`, the promise of what was {@link Found}; `tell` is told the name of each case before
 * it begins.
 */
export async function contractScript(): Promise<string> {
  const bundle = await bundled(`${SOURCE}; globalThis.contract = contract;`, "iife", {
    external: NOT_NEEDED,
  });
  return `
    const loaded = () => {
      ${bundle}
      return globalThis.contract;
    };
    const inBothModes = async (world, tell) => {
      const [before, after] = ${JSON.stringify(MODES)}.map((mode) => (name) => tell(mode + ": " + name));
      const first = await loaded()(world, before);
      const { WebAssembly } = globalThis;
      globalThis.WebAssembly = undefined;
      // Loaded anew, because the library asks for it only once.
      const second = await loaded()(world, after);
      globalThis.WebAssembly = WebAssembly;
      return [first, second];
    };
  `;
}
