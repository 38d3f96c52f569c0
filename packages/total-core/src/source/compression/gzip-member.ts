import { eventLoopTurn } from "../../basics/event-loop.js";
import type { CompressionFaults } from "./faults.js";

/** Few enough bytes that they fit into memory decompressed, even zeros, which take a thousand times as many. */
const STEP_BYTES = 16_384;

/** As many turns of the event loop as output may take to come. Browsers have it ready in the first. */
const MOST_TURNS = 16;

/** Bytes of a member without data that are kept. */
const MOST_KEPT_BYTES = 65_536;

/** One member of gzip data, which a `DecompressionStream` decompresses and checks. */
export class GzipMember {
  /** How many bytes came out, modulo 2^32, as a member's last four bytes have it. Others read it. */
  length = 0;
  /** The last four bytes that went in, as a little-endian number. Others read it. */
  lastFour = 0;
  /** All bytes that went in, if nothing has come out, and they are not many. Others read it. */
  kept: Uint8Array[] | undefined = [];
  #keptBytes = 0;
  readonly #faults: CompressionFaults;
  readonly #writer: WritableStreamDefaultWriter<BufferSource>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  /** The read that waits for output. */
  #read: Promise<Uint8Array | undefined> | undefined;

  constructor(faults: CompressionFaults) {
    const { readable, writable } = new DecompressionStream("gzip");
    this.#faults = faults;
    this.#reader = readable.getReader();
    this.#writer = writable.getWriter();
  }

  /** @returns the output that there is by then */
  async *feed(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
    for (let start = 0; start < bytes.length; start += STEP_BYTES) {
      const step = bytes.slice(start, start + STEP_BYTES);
      const written = this.#writer.write(step).then(() => undefined);
      for (;;) {
        const piece = await this.#orDamaged(Promise.race([this.#next(), written]));
        if (piece === undefined) break;
        yield this.#taken(piece);
      }
      await this.#orDamaged(written);
      this.#keep(step);
      for (const byte of step.subarray(-4)) this.lastFour = ((this.lastFour >>> 8) | (byte << 24)) >>> 0;
    }
  }

  /** @returns output that is under way, until there is enough, or none comes any more */
  async *settle(isEnough: () => boolean): AsyncGenerator<Uint8Array, void, undefined> {
    for (let turns = 0; turns < MOST_TURNS && !isEnough();) {
      const piece = await this.#orDamaged(Promise.race([this.#next(), eventLoopTurn()]));
      if (piece === undefined) turns++;
      else yield this.#taken(piece);
    }
  }

  /**
   * The member ends here.
   * @returns the last output
   * @throws TotalError `endedEarly` where it does not
   */
  async *close(): AsyncGenerator<Uint8Array, void, undefined> {
    const closed = this.#writer.close();
    closed.catch(() => {});
    try {
      for (let piece = await this.#next(); piece !== undefined; piece = await this.#next()) {
        yield this.#taken(piece);
      }
      await closed;
    } catch {
      throw this.#faults.endedEarly();
    }
  }

  /** Lets go of the stream. */
  leave(): void {
    this.#reader.cancel().catch(() => {});
    this.#writer.abort().catch(() => {});
  }

  #next(): Promise<Uint8Array | undefined> {
    return (this.#read ??= this.#reader.read().then(({ value }) => value));
  }

  #keep(step: Uint8Array): void {
    this.#keptBytes += step.length;
    if (this.#keptBytes > MOST_KEPT_BYTES) this.kept = undefined;
    this.kept?.push(step);
  }

  #taken(piece: Uint8Array): Uint8Array {
    this.#read = undefined;
    this.kept = undefined;
    this.length = (this.length + piece.length) % 2 ** 32;
    return piece;
  }

  #orDamaged<T>(promise: Promise<T>): Promise<T> {
    return promise.catch((cause: unknown) => {
      throw this.#faults.damaged("gzip data", "damaged data", cause);
    });
  }
}
