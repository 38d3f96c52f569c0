/** The memory that the kernels share: their data, and behind those the buffers that they read from. */
import { once } from "../basics/attempt.js";
import { ownBuffers, type ReadBuffers } from "../contract/read-buffers.js";
import { DATA_END } from "./data-end.generated.js";

const PAGE_BYTES = 65_536;

/** Of a buffer: what a file is read in at once. */
const BUFFER_BYTES = 2_097_152;

/** For less, the kernels' memory is not made, which takes time: they are not asked to add so little. */
const LEAST_BUFFER_BYTES = 32_768;

/** Enough for four files at a time. What has never been written to takes no memory. */
const BUFFERS = 8;

/** So many bytes before those that it reads a kernel may be given besides: of a row that was cut there. */
export const MOST_BYTES_BEFORE = 8192;

/**
 * Between two buffers. The bytes before one are {@link MOST_BYTES_BEFORE} and those that vectors reach beyond them; behind it are those that vectors
 * reach there, which a call changes for its time: they must not be another buffer's, into which another thread may be reading a file.
 */
const GAP_BYTES = 2 * MOST_BYTES_BEFORE;

const FIRST_BUFFER = roundedUp(DATA_END, 4096) + GAP_BYTES;
const END = FIRST_BUFFER + (1 + BUFFERS) * (BUFFER_BYTES + GAP_BYTES);

export interface KernelMemory {
  /** What a kernel imports. */
  readonly imports: WebAssembly.Imports;
  /** All of it: an index is an address. */
  readonly bytes: Uint8Array;
  /**
   * Where the kernels find bytes: where they stand, if that is in one of the buffers, or else where they are copied to. The place of a copy is
   * overwritten by the next one.
   * @param bytes at most a buffer full
   */
  place(bytes: Uint8Array): number;
}

/** `undefined` where there can be none. */
export const kernelMemory: () => KernelMemory | undefined = once(() => {
  const pages = Math.ceil(END / PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const all = new Uint8Array(memory.buffer);
  return {
    imports: { env: { memory, buffers: FIRST_BUFFER - MOST_BYTES_BEFORE } },
    bytes: all,
    place(bytes) {
      if (bytes.buffer === memory.buffer && bytes.byteOffset >= FIRST_BUFFER) return bytes.byteOffset;
      all.set(bytes, FIRST_BUFFER);
      return FIRST_BUFFER;
    },
  };
});

/** The addresses of those that nobody has. The first one is where bytes from elsewhere are copied to. */
const free = Array.from({ length: BUFFERS }, (_, i) => FIRST_BUFFER + (1 + i) * (BUFFER_BYTES + GAP_BYTES));

const taken = new Set<number>();

/** Buffers in which the kernels read what stands there; others for little, when all of those are taken, and where there is no such memory. */
export const readBuffers: ReadBuffers = {
  take(length) {
    const memory = length < LEAST_BUFFER_BYTES || free.length === 0 ? undefined : kernelMemory();
    if (memory === undefined) return ownBuffers.take(length);
    const address = free.pop()!;
    taken.add(address);
    return memory.bytes.subarray(address, address + length);
  },
  giveBack({ buffer, byteOffset }) {
    const isOfKernels = buffer === kernelMemory()?.bytes.buffer;
    if (isOfKernels && taken.delete(byteOffset)) free.push(byteOffset);
  },
};

function roundedUp(address: number, unit: number): number {
  return Math.ceil(address / unit) * unit;
}
