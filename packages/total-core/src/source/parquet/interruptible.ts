import { nodeModule } from "../../basics/node-modules.js";
import type { Decompress } from "./codecs.js";

/** Slower than a megabyte in a second is no decompressor. */
function mostMs(size: number): number {
  return 2000 + Math.ceil(size / 1000);
}

/**
 * The same, but it fails where it takes far too long: fzstd 0.1.1 goes round in circles for ever over some damaged data.
 * Outside of Node it cannot be interrupted.
 *
 * @param timeoutMs of the page's size
 */
export function interruptible(
  decompress: Decompress,
  timeoutMs: (size: number) => number = mostMs,
): Decompress {
  const vm = nodeModule("node:vm");
  if (vm === undefined) return decompress;
  const context: { run?: () => Uint8Array } = vm.createContext({});
  const script = new vm.Script("run()");
  return (bytes, size) => {
    context.run = () => decompress(bytes, size);
    return script.runInContext(context, { timeout: timeoutMs(size) }) as Uint8Array;
  };
}
