/** The suite and the built package in one script, for runtimes other than this one. */
import { bundled } from "../../src/testing/bundle.js";
import type { Outcome } from "./index.js";

const SOURCE = `
  import * as library from "@dlg/total-core";
  import { outcomes } from "./test/contract/index.js";
  globalThis.contract = (world) => outcomes(library, world);
`;

/** The suite runs in each of them. */
export const MODES = ["with WebAssembly", "without WebAssembly"] as const;

/** The outcomes in each of the {@link MODES}. */
export type Found = readonly (readonly Outcome[])[];

/** The beginning of a module. Behind it stands `inBothModes(world)`, the promise of what was {@link Found}. */
export async function contractScript(): Promise<string> {
  const bundle = await bundled(SOURCE, "iife");
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
