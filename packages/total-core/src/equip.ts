/**
 * Three things that `totalOf` works without: the kernels, which make it up to 30 times as fast; the ways out in the `hints` of errors; and the decompression
 * of Node, with zstd.
 *
 * An import of `@dlg/total-core` has all three where modules are not bundled, and in a bundle for Node. A bundle for pages has them if it asks for them, at
 * once or later:
 *
 * ```ts
 * import { equip } from "@dlg/total-core";
 * equip();
 *
 * const { equip } = await import("@dlg/total-core/equip");
 * equip();
 * ```
 *
 * @module
 */
import { useKernels } from "./decode/use-kernels.js";
import { nodeGunzip } from "./source/compression/node-gunzip.js";
import { provideNodeZlib } from "./source/compression/node-zlib.js";
import { unzstd } from "./source/compression/unzstd.js";
import { useCells } from "./sum/cells.js";

/** Gives the kernels, `hints` and Node's decompression to all that is read from now on. To call it again changes nothing. */
export function equip(): void {
  useKernels();
  useCells();
  provideNodeZlib({ gunzip: nodeGunzip, unzstd });
}

// Where modules are not bundled, the main module loads this one.
equip();
