import { nodeModule } from "../../basics/node-modules.js";
import type { Decompress } from "./decompress.js";

/** No decompressor is slower than a megabyte in a second. */
function mostMs(size: number): number {
  return 2000 + Math.ceil(size / 1000);
}

/**
 * A decompressor that fails where it takes far too long: on some damaged data fzstd 0.1.1 never ends.
 * Outside of Node it cannot be interrupted.
 *
 * @param timeoutMs the longest time for a page of `size` bytes
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
