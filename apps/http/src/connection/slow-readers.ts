import type { Server } from "node:http";
import type { Socket } from "node:net";

export interface SlowReadersOptions {
  /** The longest silence of a reader, in milliseconds. Once bytes have waited for this time in all, it has to read 1 KiB/s on average too. */
  readonly timeoutMs: number;
  /** Called with the number of connections cut at a look. */
  readonly onCut: (connections: number) => void;
}

/** 1 KiB/s */
const LEAST_BYTES_PER_MS = 1024 / 1000;

/** The longest time between two looks, in milliseconds. */
const MAX_LOOK_MS = 1000;

/** How a client has been reading since bytes began to wait for it. */
interface Reader {
  /** How many bytes of the connection the kernel has taken in all. */
  taken: number;
  /** How many of them since bytes wait. */
  takenMeanwhile: number;
  waitedMs: number;
  silentMs: number;
}

/**
 * Cuts connections whose clients do not read their answers, so that no answer waits for ever.
 *
 * A client's reading shows when the kernel takes more bytes. It does so in leaps, when a third of its buffer is free. Time is counted in looks,
 * and only while bytes wait, because a client is not late when the service is. A cut connection is reset, so that the kernel drops what it
 * holds of the answer too.
 *
 * To be called before the server listens.
 */
export function cutSlowReaders(server: Server, { timeoutMs, onCut }: SlowReadersOptions): void {
  const lookMs = Math.min(MAX_LOOK_MS, Math.ceil(timeoutMs / 4));
  const readers = new Map<Socket, Reader | undefined>();
  server.on("connection", (socket: Socket) => {
    readers.set(socket, undefined);
    socket.once("close", () => readers.delete(socket));
  });

  function isTooSlow(socket: Socket, reader: Reader): boolean {
    const taken = socket.bytesWritten - socket.writableLength;
    reader.waitedMs += lookMs;
    reader.silentMs = taken === reader.taken ? reader.silentMs + lookMs : 0;
    reader.takenMeanwhile += taken - reader.taken;
    reader.taken = taken;
    if (reader.silentMs >= timeoutMs) return true;
    return reader.waitedMs >= timeoutMs && reader.takenMeanwhile < reader.waitedMs * LEAST_BYTES_PER_MS;
  }

  function look(): void {
    let cut = 0;
    for (const [socket, reader] of readers) {
      if (socket.writableLength === 0) {
        if (reader !== undefined) readers.set(socket, undefined);
      } else if (reader === undefined) {
        const taken = socket.bytesWritten - socket.writableLength;
        readers.set(socket, { taken, takenMeanwhile: 0, waitedMs: 0, silentMs: 0 });
      } else if (isTooSlow(socket, reader)) {
        socket.resetAndDestroy();
        cut += 1;
      }
    }
    if (cut > 0) onCut(cut);
  }

  setInterval(look, lookMs).unref();
}
