import { once } from "../basics/attempt.js";

/** What is posted to a closed port is thrown away at once, with the memory that was handed over to it. `undefined` where none takes memory. */
const nowhere = once(() => {
  const { port1 } = new MessageChannel();
  port1.close();
  // In workerd, this throws.
  port1.postMessage(undefined, [new ArrayBuffer(1)]);
  return port1;
});

/**
 * Frees the memory of a piece of a stream, if nothing else is in it. Nobody may hold the piece any longer. Where the runtime has no
 * way to do that, it is left to the garbage collection.
 *
 * Else it would stay until a garbage collection, and be what calls for one: 20 a second of 4 ms each were seen in a service that got 500 MB/s.
 *
 * It costs 2 µs. (`ArrayBuffer.prototype.transfer` costs less, but Node 20 lacks it.)
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (byteLength === 0 || buffer.byteLength !== byteLength) return;
  nowhere()?.postMessage(undefined, [buffer as ArrayBuffer]);
}
