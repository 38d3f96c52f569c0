import { Socket, type ConnectOpts, type SocketConstructorOpts } from "node:net";
import { unlessAborted } from "../basics/sleep.js";
import { buffersFor } from "../contract/read-buffers.js";
import { streamFailure } from "../source/stream-chunks.js";
import type { NamedReading } from "./read-ahead.js";

/** The most bytes a read. As a rule a pipe holds 64 KiB. */
const READ_BYTES = 262_144;

/**
 * The bytes of an open pipe or socket, which is closed at the end. A piece is the caller's until it asks for the next one: where Node's streams take a new
 * buffer for each read, two are used by turns.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where it fails
 */
export async function* socketChunks(
  descriptor: number,
  { name, signal }: NamedReading,
): AsyncGenerator<Uint8Array, void, undefined> {
  const buffers = buffersFor(signal);
  const pair = [buffers.take(READ_BYTES), buffers.take(READ_BYTES)] as const;
  const reads = new SocketReads(descriptor, pair);
  try {
    for (;;) {
      const piece = await unlessAborted(reads.next(), signal).catch((cause: unknown) => {
        throw signal.aborted ? signal.reason : streamFailure(cause, name);
      });
      if (piece === undefined) return;
      yield piece;
    }
  } finally {
    reads.leave();
    for (const buffer of pair) buffers.giveBack(buffer);
  }
}

/** Reads one piece ahead, into one of the buffers while the caller uses the other. */
class SocketReads {
  readonly #socket: Socket;
  readonly #pair: readonly [Uint8Array, Uint8Array];
  /** How many reads have ended. */
  #count = 0;
  /** The piece that nobody has asked for yet. While there is one, both buffers are in use, and nothing is read. */
  #piece: Uint8Array | undefined;
  #end: { readonly error: Error | undefined } | undefined;
  #onNews: (() => void) | undefined;

  constructor(descriptor: number, pair: readonly [Uint8Array, Uint8Array]) {
    this.#pair = pair;
    const options: SocketConstructorOpts & ConnectOpts = {
      fd: descriptor,
      readable: true,
      writable: false,
      onread: {
        buffer: () => pair[this.#count % 2]!,
        callback: (length) => this.#take(length),
      },
    };
    this.#socket = new Socket(options);
    this.#socket.once("error", (error) => this.#finish(error));
    this.#socket.once("end", () => this.#finish(undefined));
    this.#socket.resume();
  }

  /** The next piece, `undefined` after the last one. The caller has done with the piece before. */
  async next(): Promise<Uint8Array | undefined> {
    if (this.#piece === undefined && this.#end === undefined) {
      await new Promise<void>((resolve) => (this.#onNews = resolve));
    }
    const piece = this.#piece;
    this.#piece = undefined;
    if (piece !== undefined) this.#socket.resume();
    else if (this.#end?.error !== undefined) throw this.#end.error;
    return piece;
  }

  leave(): void {
    this.#socket.destroy();
  }

  /** @returns whether the next read may begin, into the other buffer */
  #take(length: number): boolean {
    this.#piece = this.#pair[this.#count % 2]!.subarray(0, length);
    this.#count++;
    const isAwaited = this.#onNews !== undefined;
    this.#tell();
    return isAwaited;
  }

  #finish(error: Error | undefined): void {
    this.#end ??= { error };
    this.#tell();
  }

  #tell(): void {
    const onNews = this.#onNews;
    this.#onNews = undefined;
    onNews?.();
  }
}
