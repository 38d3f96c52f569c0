import { TotalError } from "../errors.js";
import type { FormatFromPrefix } from "../formats.js";
import type { Format } from "../numbers-api.js";

/** How many of the first bytes are looked at, whatever pieces they come in. */
const LOOKAHEAD_BYTES = 65_536;

interface FirstBytesOptions {
  readonly formatFromPrefix: FormatFromPrefix;
  readonly field: string | undefined;
  /** What errors call the source. */
  readonly name: string | undefined;
}

/** Holds back the first bytes of a source until they tell its format. */
export class FirstBytes {
  private readonly options: FirstBytesOptions;
  private readonly buffer = new Uint8Array(LOOKAHEAD_BYTES);
  private length = 0;
  private lookedAt = 0;

  constructor(options: FirstBytesOptions) {
    this.options = options;
  }

  /** What was taken so far. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  /** Takes as much of a piece as will be looked at. @returns how many bytes that is */
  take(piece: Uint8Array): number {
    const taken = piece.subarray(0, LOOKAHEAD_BYTES - this.length);
    this.buffer.set(taken, this.length);
    this.length += taken.length;
    return taken.length;
  }

  /**
   * @param hasEnded nothing comes any more
   * @returns the format that they tell; `undefined` where more of them are needed
   * @throws TotalError UNSUPPORTED where the source is compressed
   */
  format(hasEnded: boolean): Format | undefined {
    const { formatFromPrefix, field, name } = this.options;
    const isAll = hasEnded || this.length === LOOKAHEAD_BYTES;
    // Each look begins at the first byte: looking at every piece would take the square of the time where they are
    // of a byte each.
    if (!isAll && this.length < 2 * this.lookedAt) return undefined;
    this.lookedAt = this.length;
    const found = formatFromPrefix(this.bytes, { isAll, field });
    if (found !== "gzip" && found !== "zstd") return found;
    throw new TotalError("UNSUPPORTED", {
      place: { source: name },
      expected: "numbers that are not compressed",
      got: `${found} data`,
    });
  }
}
