import { Socket, type ConnectOpts, type SocketConstructorOpts } from "node:net";
import { unlessAborted } from "../basics/sleep.js";
import { buffersFor } from "../contract/read-buffers.js";
import { streamFailure } from "../source/stream-chunks.js";
import type { NamedReading } from "./read-ahead.js";

/** The most bytes a read. As a rule a pipe holds 64 KiB. */
const READ_BYTES = 262_144;

interface State {
  /** The piece that nobody has taken yet. While there is one, both buffers are in use, and nothing is read. */
  piece?: Uint8Array | undefined;
  end?: { readonly error: Error | undefined };
  onNews?: (() => void) | undefined;
}

/**
 * The bytes of an open pipe or socket, which is closed at the end. A piece is the caller's until it asks for the next one, which is read meanwhile: where
 * Node's streams take a new buffer for each read, two are used by turns.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where it fails
 */
export async function* socketChunks(
  descriptor: number,
  { name, signal }: NamedReading,
): AsyncGenerator<Uint8Array, void, undefined> {
  const buffers = buffersFor(signal);
  const pair = [buffers.take(READ_BYTES), buffers.take(READ_BYTES)] as const;
  let reads = 0;
  const state: State = {};
  const tell = () => {
    state.onNews?.();
    state.onNews = undefined;
  };
  const options: SocketConstructorOpts & ConnectOpts = {
    fd: descriptor,
    readable: true,
    writable: false,
    onread: {
      buffer: () => pair[reads % 2]!,
      callback(length) {
        state.piece = pair[reads++ % 2]!.subarray(0, length);
        // Where the caller waits for this piece, the next read may begin, into the other buffer.
        const isAwaited = state.onNews !== undefined;
        tell();
        return isAwaited;
      },
    },
  };
  const finish = (error?: Error) => {
    state.end ??= { error };
    tell();
  };
  const socket = new Socket(options);
  try {
    socket.once("error", finish).once("end", finish).resume();
    for (;;) {
      if (state.piece === undefined && state.end === undefined) {
        await unlessAborted(new Promise<void>((resolve) => (state.onNews = resolve)), signal);
      }
      signal.throwIfAborted();
      const { piece, end } = state;
      if (piece !== undefined) {
        state.piece = undefined;
        socket.resume();
        yield piece;
      } else if (end?.error !== undefined) throw streamFailure(end.error, name);
      else return;
    }
  } finally {
    socket.destroy();
    for (const buffer of pair) buffers.giveBack(buffer);
  }
}
