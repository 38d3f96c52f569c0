import type { IncomingMessage } from "node:http";
import type { OnReadOpts, Socket } from "node:net";
import { giveBack } from "../give-back.js";

/** Node itself reads as many bytes at once. */
const READ_BYTES = 65_536;

/**
 * Reads a connection into the same memory again and again.
 *
 * Node would take new memory for each, which stays until a garbage collection. Its HTTP client copies the bytes of a body
 * into other memory, which is given back here. Measured on a body of 79 MB, on Node 20 and 24: a command takes 19 MB
 * or 15 MB less for it, the service 32 MB or 28 MB.
 */
export class NodeReads {
  private readonly memory = new Uint8Array(READ_BYTES);

  /** For the options of a request. */
  into(socket: () => Socket | null): { readonly onread: OnReadOpts } {
    const callback = (length: number): boolean => {
      // Node leaves this out where it is told where to read into.
      socket()?.emit("data", this.memory.subarray(0, length));
      return true;
    };
    return { onread: { buffer: this.memory, callback } };
  }

  /** The pieces of a body, each good until the next is asked for. */
  async *piecesOf(response: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const { buffer, byteOffset, byteLength } of response as AsyncIterable<Uint8Array>) {
      // Any more reads would have changed it. No Node from 20 to 26 does this.
      if (buffer === this.memory.buffer) throw new Error("HTTP bodies are not copied by this Node");
      // As a Uint8Array, because slice() of a Buffer is no copy, and would be freed with it.
      const piece = new Uint8Array(buffer, byteOffset, byteLength);
      yield piece;
      giveBack(piece);
    }
  }
}
