import { afterEach, describe, expect, test, vi } from "vitest";
import { kernelMemory, MOST_BYTES_BEFORE, readBuffers } from "./memory.js";

const MOST_BYTES = 2 ** 21;
const GAP_BYTES = 2 * MOST_BYTES_BEFORE;
const taken: Uint8Array[] = [];

function take(length: number): Uint8Array {
  const buffer = readBuffers.take(length);
  taken.push(buffer);
  return buffer;
}

afterEach(() => {
  for (const buffer of taken.splice(0)) readBuffers.giveBack(buffer);
});

describe("buffers to read into", () => {
  test("stand in the kernels' memory, apart from each other, as long as there are any", () => {
    const memory = kernelMemory()!.bytes.buffer;
    const buffers = Array.from({ length: 3 }, () => take(MOST_BYTES));
    const offsets = buffers.filter(({ buffer }) => buffer === memory).map(({ byteOffset }) => byteOffset);
    expect(offsets).toHaveLength(2);
    offsets.sort((a, b) => a - b);
    for (let i = 1; i < offsets.length; i++)
      expect(offsets[i]! - offsets[i - 1]!).toBe(MOST_BYTES + GAP_BYTES);
    expect(offsets.every((offset) => offset % 4096 === 0)).toBe(true);
    expect(offsets.at(-1)! + MOST_BYTES + GAP_BYTES).toBeLessThanOrEqual(memory.byteLength);
  });

  test("leave the memory below the size at which V8 collects garbage", () => {
    expect(kernelMemory()!.bytes.length).toBeLessThan(32 * 2 ** 20);
  });

  test("are as long as was asked for, from elsewhere too", () => {
    for (let i = 0; i < 3; i++) expect(take(40_000)).toHaveLength(40_000);
  });

  test("that were given back are had again, and no other", () => {
    take(MOST_BYTES);
    const last = readBuffers.take(MOST_BYTES);
    const foreign = new Uint8Array(last.buffer, last.byteOffset + 64, 64);
    readBuffers.giveBack(foreign);
    expect(take(MOST_BYTES).buffer).not.toBe(last.buffer);
    readBuffers.giveBack(last);
    readBuffers.giveBack(last);
    expect(take(MOST_BYTES).byteOffset).toBe(last.byteOffset);
    expect(take(MOST_BYTES).buffer).not.toBe(last.buffer);
  });

  test("are the process's own for what the kernels are not asked to add", () => {
    const { buffer } = kernelMemory()!.bytes;
    expect(take(32_767).buffer).not.toBe(buffer);
    expect(take(32_768).buffer).toBe(buffer);
  });

  test("are the process's own where there is no WebAssembly", async () => {
    vi.resetModules();
    vi.stubGlobal("WebAssembly", undefined);
    const { readBuffers: others, kernelMemory: none } = await import("./memory.js");
    expect(none()).toBeUndefined();
    const buffer = others.take(10);
    expect(buffer).toEqual(new Uint8Array(10));
    others.giveBack(buffer);
    vi.unstubAllGlobals();
  });
});

describe("bytes for the kernels", () => {
  test("stay where they are in a buffer, and are copied from elsewhere", () => {
    const { bytes, place } = kernelMemory()!;
    const buffer = take(MOST_BYTES).subarray(0, 100).fill(7);
    expect(place(buffer.subarray(10, 20))).toBe(buffer.byteOffset + 10);
    const address = place(Uint8Array.of(1, 2, 3));
    expect(bytes.subarray(address, address + 3)).toEqual(Uint8Array.of(1, 2, 3));
    expect(buffer).toEqual(new Uint8Array(100).fill(7));
  });
});
