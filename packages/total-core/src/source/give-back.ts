import { once } from "../basics/attempt.js";

/** A closed port: memory that is posted to it is freed at once. `undefined` where the runtime cannot do that. */
const nowhere = /* @__PURE__ */ once(() => {
  const { port1 } = new MessageChannel();
  port1.close();
  // In workerd, this throws.
  port1.postMessage(undefined, [new ArrayBuffer(1)]);
  return port1;
});

/**
 * Frees the memory of a piece of a stream, if it holds nothing else. The piece must not be used any longer. Where the runtime cannot free it, the garbage
 * collection will.
 *
 * Memory that stays until then calls for collections: 20 a second of 4 ms each were seen in a service that got 500 MB/s. Freeing takes 2 µs.
 * (`ArrayBuffer.prototype.transfer` takes less, but Node 20 lacks it.)
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (byteLength === 0 || buffer.byteLength !== byteLength) return;
  nowhere()?.postMessage(undefined, [buffer as ArrayBuffer]);
}
