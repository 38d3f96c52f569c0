import type { Hash } from "node:crypto";
import type { BytesWatch } from "../source/bytes-watch.js";
import { sha256 } from "./sha-256.js";

/** Opens a source once more, to be read in its order. */
export type ReadAgain = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

/** All that is known of the bytes of a source. */
export interface Hashed {
  /** In hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * SHA-256 of the bytes of a source as they are stored, taken while they are read for their numbers.
 *
 * A hash is made of bytes in their order. Where several threads read ranges, or Parquet's reader the places it wants, the file is read a second time beside
 * them, in this thread, at the same time: the operating system has most of it in memory then.
 */
export class StoredHash implements BytesWatch {
  readonly #hash: Hash = sha256();
  #bytes = 0;
  readonly #readAgain: ReadAgain | undefined;
  readonly #signal: AbortSignal;
  #beside: { readonly hashed: Promise<Hashed>; readonly end: AbortController } | undefined;

  /** @param readAgain none for what can be read once */
  constructor(signal: AbortSignal, readAgain?: ReadAgain) {
    this.#signal = signal;
    this.#readAgain = readAgain;
  }

  see(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  leave(): void {
    if (this.#beside !== undefined || this.#readAgain === undefined) return;
    const end = new AbortController();
    const hashed = hashOf(this.#readAgain(AbortSignal.any([this.#signal, end.signal])));
    // It may fail while the numbers are still read.
    hashed.catch(() => {});
    this.#beside = { hashed, end };
  }

  /**
   * Waits for the hash of all bytes. A source that was not read to its end, as there is a fault before, is read again.
   * @param size `null` where it is not known
   */
  async whole(size: number | null): Promise<Hashed> {
    if (size !== null && size !== this.#bytes) this.leave();
    if (this.#beside !== undefined) return this.#beside.hashed;
    return { sha256: this.#hash.digest("hex"), bytes: this.#bytes };
  }

  /** To be called where nothing waits for it any more. */
  end(): void {
    this.#beside?.end.abort();
  }
}

async function hashOf(chunks: AsyncIterable<Uint8Array>): Promise<Hashed> {
  const hash = sha256();
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}
