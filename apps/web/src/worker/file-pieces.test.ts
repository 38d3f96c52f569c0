import { buffer } from "node:stream/consumers";
import { describe, expect, test, vi } from "vitest";
import { filePieces } from "./file-pieces.js";

const MB = 1_000_000;

/** Bytes that differ from place to place. */
function someBytes(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => (i * 7919) >> 8);
}

describe("the pieces of a file", () => {
  test.each([0, 1, 262_143, 262_144, 262_145, 3 * MB])("are its %d bytes, in their order", async (length) => {
    const bytes = someBytes(length);
    const seen = await buffer(copies(readable(new Blob([bytes]))));
    expect(seen.equals(bytes)).toBe(true);
  });

  test("all come in one buffer, which the stream has while it reads", async () => {
    const memories: ArrayBufferLike[] = [];
    for await (const { buffer: memory } of readable(new Blob([someBytes(3 * MB)]))) {
      expect(memory.byteLength).toBe(262_144);
      memories.push(memory);
    }
    expect(memories.length).toBeGreaterThan(10);
    expect(memories.every(({ byteLength }) => byteLength === 0)).toBe(true);
  });

  test("are a plain stream's where the browser cannot read into a buffer", async () => {
    const stream = new Blob(["1 2"]).stream();
    vi.spyOn(stream, "getReader").mockImplementationOnce(() => {
      throw new TypeError("byob");
    });
    const pieces = filePieces({ stream: () => stream } as Blob);
    expect(pieces).toBe(stream);
    expect(await new Response(pieces as ReadableStream).text()).toBe("1 2");
  });

  test("whoever leaves early cancels the stream", async () => {
    const stream = new Blob([someBytes(MB)]).stream();
    const reader = stream.getReader({ mode: "byob" });
    const cancel = vi.spyOn(reader, "cancel");
    vi.spyOn(stream, "getReader").mockReturnValue(reader as never);
    for await (const _ of readable({ stream: () => stream } as Blob)) break;
    expect(cancel).toHaveBeenCalledOnce();
  });
});

/** Node has byte streams of Blobs, so the pieces come from a generator. */
function readable(file: Blob): AsyncIterable<Uint8Array> {
  return filePieces(file) as AsyncIterable<Uint8Array>;
}

async function* copies(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield piece.slice();
}
