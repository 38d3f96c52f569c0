import { PageFault, endedEarly } from "./page-fault.js";
import { VarintReader } from "./varint-reader.js";

/** Ones in a byte. */
const POPULATION = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll("0", "").length);

/**
 * Reads unsigned integers of up to 32 bits in Parquet's hybrid of runs: one value many times, or many values bit by bit.
 *
 * A run may claim any length: it is read only as far as values are asked for.
 */
export class HybridReader extends VarintReader {
  private readonly width: number;
  /** How many values of the current run are left. */
  private left: number;
  /** The value of a run of one value; `undefined` in a run of packed values. */
  private value: number | undefined;
  /** In a run of packed values, the bit at which the next begins. */
  private bit = 0;

  /**
   * @param width bits of a value
   * @param packed how many packed values the bytes begin with, without a header
   */
  constructor(bytes: Uint8Array, width: number, packed: number = 0) {
    super(bytes, 0, {
      maxBytes: 5,
      ended: () => endedEarly("values"),
      tooLong: () => new PageFault("the length of a run", "one that is too long"),
    });
    if (width > 32) throw new PageFault("values of at most 32 bits", `some of ${width}`);
    this.width = width;
    this.left = packed;
  }

  /** Fills `out` with the next values. @throws PageFault where there are fewer */
  read(out: Uint32Array): void {
    for (let filled = 0; filled < out.length;) {
      const count = this.run(out.length - filled);
      if (this.value === undefined) this.unpack(out, filled, filled + count);
      else out.fill(this.value, filled, filled + count);
      this.left -= count;
      filled += count;
    }
  }

  /**
   * How many of the next `length` levels are the greatest one.
   * @param present gets a 1 for each of them
   * @throws PageFault where there are fewer levels, or greater ones
   */
  countGreatest(greatest: number, length: number, present?: Uint8Array): number {
    let sum = 0;
    for (let seen = 0; seen < length;) {
      const count = this.run(length - seen);
      if (this.value === undefined) sum += this.countPacked(greatest, count, present?.subarray(seen));
      else if (this.value > greatest) throw tooHigh(this.value, greatest);
      else if (this.value === greatest) {
        sum += count;
        present?.fill(1, seen, seen + count);
      }
      this.left -= count;
      seen += count;
    }
    return sum;
  }

  /** @returns how many values of the run there are to read, of `wanted` */
  private run(wanted: number): number {
    while (this.left === 0) this.beginRun();
    return Math.min(this.left, wanted);
  }

  private beginRun(): void {
    const header = this.varint();
    const isPacked = header % 2 === 1;
    const count = Math.floor(header / 2);
    if (isPacked) {
      this.value = undefined;
      this.left = 8 * count;
      this.bit = 8 * this.at;
      // The last run may be cut where its values end.
      this.at = Math.min(this.at + count * this.width, this.bytes.length);
      return;
    }
    let value = 0;
    for (let i = 0; 8 * i < this.width; i += 1) value += this.byte() * 256 ** i;
    this.value = value;
    this.left = count;
  }

  private unpack(out: Uint32Array, start: number, end: number): void {
    const { bytes, width } = this;
    this.checkPacked(end - start);
    const mask = width === 32 ? 0xffffffff : 2 ** width - 1;
    let { bit } = this;
    for (let i = start; i < end; i += 1) {
      const at = bit >>> 3;
      const shift = bit & 7;
      const low = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      let value = low >>> shift;
      if (shift + width > 32) value |= bytes[at + 4]! << (32 - shift);
      out[i] = value & mask;
      bit += width;
    }
    this.bit = bit;
  }

  private countPacked(greatest: number, length: number, present: Uint8Array | undefined): number {
    this.checkPacked(length);
    if (this.width === 1 && greatest === 1 && present === undefined) return this.countOnes(length);
    let sum = 0;
    const part = new Uint32Array(Math.min(length, 1024));
    for (let seen = 0; seen < length; seen += part.length) {
      const count = Math.min(part.length, length - seen);
      this.unpack(part, 0, count);
      for (let i = 0; i < count; i += 1) {
        if (part[i]! > greatest) throw tooHigh(part[i]!, greatest);
        if (part[i] !== greatest) continue;
        sum += 1;
        if (present !== undefined) present[seen + i] = 1;
      }
    }
    return sum;
  }

  /** Counts bit by bit up to a whole byte, then byte by byte. */
  private countOnes(length: number): number {
    let sum = 0;
    const end = this.bit + length;
    for (; this.bit < end && this.bit % 8 !== 0; this.bit += 1) sum += this.oneBit();
    for (; this.bit + 8 <= end; this.bit += 8) sum += POPULATION[this.bytes[this.bit >>> 3]!]!;
    for (; this.bit < end; this.bit += 1) sum += this.oneBit();
    return sum;
  }

  private oneBit(): number {
    return (this.bytes[this.bit >>> 3]! >>> (this.bit & 7)) & 1;
  }

  private checkPacked(count: number): void {
    if (this.bit + count * this.width > 8 * this.bytes.length) throw endedEarly("values");
  }
}

/** A level past the greatest would be counted as a null. */
function tooHigh(level: number, greatest: number): PageFault {
  return new PageFault(`levels up to ${greatest}`, String(level));
}
