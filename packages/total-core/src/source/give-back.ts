let nowhere: MessagePort | undefined;

/** What is posted to a closed port is thrown away at once, with the memory that was handed over to it. */
function closedPort(): MessagePort {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}

/**
 * Frees the memory of a piece of a stream, if nothing else is in it. Nobody may hold the piece any longer. Where the runtime has no
 * `MessageChannel`, its garbage collection is left to do it.
 *
 * Else it would stay until a garbage collection, and be what calls for one: 20 a second of 4 ms each were seen in a service that got 500 MB/s.
 *
 * It costs 2 µs. (`ArrayBuffer.prototype.transfer` costs less, but Node 20 lacks it.)
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (byteLength === 0 || buffer.byteLength !== byteLength) return;
  if (typeof MessageChannel !== "function") return;
  nowhere ??= closedPort();
  nowhere.postMessage(undefined, [buffer as ArrayBuffer]);
}
