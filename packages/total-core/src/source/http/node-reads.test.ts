import { once } from "node:events";
import { Readable } from "node:stream";
import type { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { NodeReads } from "./node-reads.js";

const bodyOf = (...pieces: readonly Uint8Array[]): IncomingMessage =>
  Readable.from(pieces) as unknown as IncomingMessage;

describe("NodeReads", () => {
  test("what is read into its memory comes out of the connection", async () => {
    const socket = new Socket();
    const { onread } = new NodeReads().into(() => socket);
    const memory = onread.buffer as Uint8Array;
    const data = once(socket, "data");
    memory.set([1, 2, 3]);
    expect(onread.callback(2, memory)).toBe(true);
    expect(await data).toEqual([Uint8Array.of(1, 2)]);
  });

  test("a piece that lies in that memory is an error, for it may be overwritten", async () => {
    const reads = new NodeReads();
    const memory = reads.into(() => null).onread.buffer as Uint8Array;
    await expect(reads.piecesOf(bodyOf(memory.subarray(0, 3))).next()).rejects.toThrow("not copied");
  });

  test("a piece is given back when the next is asked for", async () => {
    const [first, second] = [Uint8Array.of(1, 2), Uint8Array.of(3)];
    const pieces = new NodeReads().piecesOf(bodyOf(first, second));
    expect(await pieces.next()).toEqual({ done: false, value: Uint8Array.of(1, 2) });
    await pieces.next();
    expect([first.length, second.length]).toEqual([0, 1]);
  });

  test("but not memory that others have a part of", async () => {
    const shared = Uint8Array.of(1, 2, 3);
    for await (const _ of new NodeReads().piecesOf(bodyOf(shared.subarray(1)))) continue;
    expect(shared).toEqual(Uint8Array.of(1, 2, 3));
  });
});
