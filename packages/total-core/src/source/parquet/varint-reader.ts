/** Errors for bytes that end within an integer, and for an integer of too many bytes. */
interface Faults {
  readonly ended: () => Error;
  readonly tooLong: () => Error;
}

/** Reads bytes one by one, and integers of seven bits a byte, the lowest first. */
export class VarintReader {
  protected readonly bytes: Uint8Array;
  /** Where the next byte is. */
  at: number;
  private readonly faults: Faults;

  constructor(bytes: Uint8Array, at: number, faults: Faults) {
    this.bytes = bytes;
    this.at = at;
    this.faults = faults;
  }

  protected byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw this.faults.ended();
    this.at += 1;
    return byte;
  }

  /** An integer in up to `maxBytes` bytes. Beyond 53 bits it is rounded. */
  protected varint(maxBytes: number): number {
    let value = 0;
    for (let i = 0; i < maxBytes; i += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw this.faults.tooLong();
  }
}
