interface Limits {
  /** Bytes of the longest integer: 5 for 32 bits, 10 for 64. */
  readonly maxBytes: number;
  /** The error where the bytes end within an integer. */
  readonly ended: () => Error;
  /** The error for a longer integer. */
  readonly tooLong: () => Error;
}

/** Reads bytes one by one, and integers of seven bits a byte, the lowest first. */
export class VarintReader {
  protected readonly bytes: Uint8Array;
  /** Where the next byte is. */
  at: number;
  private readonly limits: Limits;

  constructor(bytes: Uint8Array, at: number, limits: Limits) {
    this.bytes = bytes;
    this.at = at;
    this.limits = limits;
  }

  protected byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw this.limits.ended();
    this.at += 1;
    return byte;
  }

  /** Beyond 53 bits it is rounded. */
  protected varint(): number {
    let value = 0;
    for (let i = 0; i < this.limits.maxBytes; i += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw this.limits.tooLong();
  }
}
