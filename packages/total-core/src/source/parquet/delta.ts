import { PageFault, endedEarly } from "./page-fault.js";
import { VarintReader } from "./varint-reader.js";

/** Two's complement, in words of 32 bits. */
interface Words {
  low: number;
  high: number;
}

/** A greater block would be a mistake: writers use 128. */
const MAX_BLOCK_VALUES = 2 ** 24;

/**
 * Reads integers of 32 or 64 bits that are written as differences, packed in blocks of miniblocks (DELTA_BINARY_PACKED).
 * Sums wrap around, as Parquet requires. The low 32 bits of a 64-bit sum are the 32-bit sum, so both are computed alike.
 */
export class DeltaReader extends VarintReader {
  private readonly miniblocks: number;
  private readonly miniblockValues: number;
  /** How many values there are. */
  readonly count: number;
  private readonly value: Words;
  private read = 0;
  private least: Words = { low: 0, high: 0 };
  private widths: Uint8Array = new Uint8Array(0);
  private miniblock = 0;
  /** The differences left in the miniblock, the bits of each, and where the next begins. */
  private left = 0;
  private width = 0;
  private bit = 0;

  /** @param at where the integers begin */
  constructor(bytes: Uint8Array, at: number) {
    super(bytes, at, { maxBytes: 5, ended: () => endedEarly("differences"), tooLong });
    const blockValues = this.varint();
    this.miniblocks = this.varint();
    this.count = this.varint();
    this.value = this.zigzag();
    this.miniblockValues = blockValues / this.miniblocks;
    this.miniblock = this.miniblocks;
    const isGood =
      this.miniblockValues % 8 === 0 && this.miniblockValues > 0 && blockValues <= MAX_BLOCK_VALUES;
    if (!isGood) throw new PageFault("blocks of differences", "others");
  }

  /**
   * Fills `words` with the next values.
   * @param wordsEach 1 for 32 bits, 2 for 64: the lower word first
   */
  take(words: Int32Array, wordsEach: 1 | 2): void {
    const { value } = this;
    for (let i = 0; i < words.length; i += wordsEach) {
      if (this.read > 0) this.addDifference();
      this.read += 1;
      words[i] = value.low;
      if (wordsEach === 2) words[i + 1] = value.high;
    }
  }

  private addDifference(): void {
    if (this.left === 0) this.beginMiniblock();
    this.left -= 1;
    const { value, least, width } = this;
    const low = width === 0 ? 0 : this.bits(Math.min(width, 32));
    const high = width <= 32 ? 0 : this.bits(width - 32);
    const sum = (value.low >>> 0) + (least.low >>> 0) + low;
    value.low = sum | 0;
    value.high = (value.high + least.high + high + Math.floor(sum / 2 ** 32)) | 0;
  }

  private beginMiniblock(): void {
    if (this.miniblock === this.miniblocks) {
      this.least = this.zigzag();
      this.widths = this.bytes.subarray(this.at, this.at + this.miniblocks);
      if (this.widths.length < this.miniblocks) throw endedEarly("differences");
      this.at += this.miniblocks;
      this.miniblock = 0;
    }
    this.width = this.widths[this.miniblock]!;
    if (this.width > 64) throw new PageFault("differences of at most 64 bits", `some of ${this.width}`);
    this.miniblock += 1;
    this.left = this.miniblockValues;
    this.bit = 8 * this.at;
    this.at += (this.miniblockValues * this.width) / 8;
  }

  /** The next bits, up to 32 of them. */
  private bits(width: number): number {
    const { bytes, bit } = this;
    const at = bit >>> 3;
    const shift = bit & 7;
    if (8 * at + shift + width > 8 * bytes.length) throw endedEarly("differences");
    const first = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    let value = first >>> shift;
    if (shift + width > 32) value |= bytes[at + 4]! << (32 - shift);
    this.bit = bit + width;
    return width === 32 ? value >>> 0 : value & (2 ** width - 1);
  }

  private zigzag(): Words {
    let zigzag = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      zigzag |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      const value = (zigzag >> 1n) ^ -(zigzag & 1n);
      return { low: Number(BigInt.asIntN(32, value)), high: Number(BigInt.asIntN(32, value >> 32n)) };
    }
    throw tooLong();
  }
}

function tooLong(): PageFault {
  return new PageFault("differences", "a number that is too long");
}
