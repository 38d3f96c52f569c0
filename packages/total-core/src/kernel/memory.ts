/** The memory that the kernels share: their own data, and behind the data the buffers that they read from. */
import { once } from "../basics/attempt.js";
import { ownBuffers, type ReadBuffers } from "../contract/read-buffers.js";
import { DATA_END, MOST_BYTES_BEFORE } from "./memory.generated.js";

/** How many bytes of a row that was cut a kernel may be given besides, before the bytes that it reads. */
export { MOST_BYTES_BEFORE } from "./memory.generated.js";

const PAGE_BYTES = 65_536;

/** A file is read a buffer at a time. */
const BUFFER_BYTES = 2_097_152;

/** Shorter buffers are ordinary ones: the kernels are not asked to add so little, and making their memory takes time. */
const LEAST_BUFFER_BYTES = 32_768;

/**
 * Enough for one file at a time; others have ordinary buffers, whose bytes are copied. A buffer that was never written to takes no memory, but V8 collects
 * garbage twice, for 2 ms of a start of 35, where ArrayBuffers that it has just made have more than 32 MiB, and this memory is one.
 */
const BUFFERS = 2;

/**
 * The gap between two buffers. Its end holds the MOST_BYTES_BEFORE bytes of a cut row, and vectors read up to 32 bytes before them. Its beginning is the
 * tail of the buffer before, which a call overwrites while it runs: the tail must not be in another buffer, into which a file may be read meanwhile.
 */
const GAP_BYTES = 2 * MOST_BYTES_BEFORE;

const FIRST_BUFFER = /* @__PURE__ */ roundedUp(DATA_END, 4096) + GAP_BYTES;
const END = FIRST_BUFFER + (1 + BUFFERS) * (BUFFER_BYTES + GAP_BYTES);

export interface KernelMemory {
  /** The imports of a kernel. */
  readonly imports: WebAssembly.Imports;
  /** All of it: an index is an address. */
  readonly bytes: Uint8Array;
  /**
   * Returns the address where a kernel can read the bytes: their own, if they are in one of the buffers, otherwise that of a copy, which the next copy
   * overwrites.
   * @param bytes at most BUFFER_BYTES
   */
  place(bytes: Uint8Array): number;
}

/** `undefined` where there can be no memory of WebAssembly. */
export const kernelMemory: () => KernelMemory | undefined = /* @__PURE__ */ once(() => {
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

/** The addresses of the free buffers. The first buffer is not among them: it takes the copies of {@link KernelMemory.place}. */
const free = /* @__PURE__ */ Array.from(
  { length: BUFFERS },
  (_, i) => FIRST_BUFFER + (1 + i) * (BUFFER_BYTES + GAP_BYTES),
);

const taken = new Set<number>();

/** Buffers from which the kernels read in place; ordinary ones if they are short, if all others are taken, and where there is no kernel memory. */
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
