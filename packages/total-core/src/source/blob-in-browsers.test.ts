/** Blobs as browsers read them: as a stream. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { collectedBytes, faultOf } from "../testing/collected.js";
import { totalOf } from "../total/total-of.js";
import { blobChunks } from "./blob-chunks.js";
import { blobCases, LINES } from "./blob.cases.js";
import { blobNumbers } from "./blob.js";

const BUFFER_BYTES = 262_144;

beforeAll(() => vi.stubGlobal("FileList", Array));
afterAll(() => vi.unstubAllGlobals());

/** A Blob whose stream this is. */
function blobOf(stream: ReadableStream, size: number): Blob {
  const blob = new Blob([Buffer.alloc(size)]);
  vi.spyOn(blob, "stream").mockReturnValue(stream as never);
  return blob;
}

/** A stream that cannot read into a buffer. */
function plainStream(...pieces: readonly string[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(Buffer.from(piece));
      controller.close();
    },
  });
}

describe("blobNumbers in a browser", () => {
  blobCases(BUFFER_BYTES);

  test("reads a Blob as a stream, in any number of readings", async () => {
    const blob = new Blob([LINES]);
    const slice = vi.spyOn(blob, "slice");
    const api = blobNumbers(blob);
    for (let i = 0; i < 2; i++) expect((await totalOf(api)).toString()).toBe("10800000");
    expect(slice).not.toHaveBeenCalled();
  });

  test("reads into one buffer, which is the stream's while it reads", async () => {
    const { signal } = new AbortController();
    const buffers: ArrayBufferLike[] = [];
    for await (const { buffer } of blobChunks(new Blob([LINES]), { name: undefined, signal })) {
      expect(buffer.byteLength).toBe(BUFFER_BYTES);
      buffers.push(buffer);
    }
    expect(buffers.length).toBeGreaterThanOrEqual(LINES.length / BUFFER_BYTES);
    expect(buffers.every(({ byteLength }) => byteLength === 0)).toBe(true);
  });

  test("reads the pieces of a stream that takes no buffer", async () => {
    const api = blobNumbers(blobOf(plainStream("1", "2 ", "3\n", "4"), 6));
    expect((await totalOf(api)).toString()).toBe("19");
  });

  test("reads a Blob without a stream, as jsdom has them, in slices", async () => {
    const blob = new Blob([LINES]);
    const { size } = blob;
    const slice = vi.fn<Blob["slice"]>((start, end) => blob.slice(start, end));
    const arrayBuffer = () => blob.arrayBuffer();
    const api = blobNumbers({ size, type: "", slice, arrayBuffer } as unknown as Blob);
    expect((await totalOf(api)).toString()).toBe("10800000");
    expect(slice).toHaveBeenCalledTimes(3);
  });

  test("a stream that fails is SOURCE_UNAVAILABLE", async () => {
    const cause = new DOMException("The file was changed.", "NotReadableError");
    const stream = new ReadableStream({ type: "bytes", pull: () => Promise.reject(cause) });
    expect(await faultOf(blobNumbers(blobOf(stream, 3), { name: "a.txt" }))).toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      place: { source: "a.txt" },
      expected: "a file that can be read, and is not written to meanwhile",
      got: 'an error, "The file was changed."',
      cause,
    });
  });

  test.each([
    [5, "6 of 5 bytes"],
    [7, "6 of 7 bytes"],
  ])("one that does not have its %d bytes is SOURCE_CHANGED", async (size, got) => {
    const fault = await faultOf(blobNumbers(blobOf(plainStream("1 2", "3 4"), size)));
    expect(fault).toMatchObject({ code: "SOURCE_CHANGED", got });
  });

  test("a signal that aborts ends a read that never ends, and cancels the stream", async () => {
    const cancel = vi.fn<() => void>();
    const stream = new ReadableStream({ type: "bytes", pull: () => new Promise(() => {}), cancel });
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(collectedBytes(blobNumbers(blobOf(stream, 1)), controller.signal)).rejects.toThrow("enough");
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("a reader that leaves cancels the stream", async () => {
    const cancel = vi.fn<() => void>();
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(Buffer.from("1\n")),
      cancel,
    });
    const { signal } = new AbortController();
    for await (const _ of blobNumbers(blobOf(stream, 9)).numbers({ signal })) break;
    expect(cancel).toHaveBeenCalledOnce();
  });
});
