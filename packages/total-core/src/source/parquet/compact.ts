/** Thrift's compact protocol, in which Parquet's structures are written. No length is trusted before its bytes are there. */

/** Types of values in structs; a boolean's value is its type. */
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const MAP = 11;
const STRUCT = 12;
const UUID = 13;

/** Structs in structs, lists in lists. Parquet's go 6 deep. */
const MAX_DEPTH = 32;

/** The bytes are no structure, or end within it. */
export class BadStructure extends Error {
  /** Whether more bytes could change that. */
  readonly isShort: boolean;

  constructor(isShort: boolean) {
    super(isShort ? "a structure ends too early" : "no structure");
    this.isShort = isShort;
  }
}

export interface Field {
  readonly id: number;
  readonly type: number;
}

/** Reads one structure field by field. */
export class CompactReader {
  private readonly bytes: Uint8Array;
  /** Where the next byte is. */
  at = 0;
  private depth = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /**
   * The fields of a struct. Each value has to be read, or passed over with {@link skip}, before the next field is asked for.
   * @throws BadStructure
   */
  *fields(): Generator<Field, void, undefined> {
    if (this.depth === MAX_DEPTH) throw new BadStructure(false);
    this.depth += 1;
    for (let id = 0; ;) {
      const byte = this.byte();
      const type = byte & 0x0f;
      if (type === 0) break;
      const step = byte >> 4;
      id = step === 0 ? this.integer() : id + step;
      yield { id, type };
    }
    this.depth -= 1;
  }

  /** A boolean, which stands in the type of its field. */
  boolean({ type }: Field): boolean {
    if (type !== TRUE && type !== FALSE) throw new BadStructure(false);
    return type === TRUE;
  }

  /** An integer of up to 52 bits and its sign; longer ones are some other number. */
  integer(): number {
    const zigzag = this.varint();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  skip(type: number): void {
    switch (type) {
      case TRUE:
      case FALSE:
        return;
      case BYTE:
        return this.pass(1);
      case 4:
      case 5:
      case 6:
        this.varint();
        return;
      case DOUBLE:
        return this.pass(8);
      case BINARY:
        return this.pass(this.varint());
      case UUID:
        return this.pass(16);
      case LIST:
      case SET:
        return this.skipList();
      case MAP:
        return this.skipMap();
      case STRUCT:
        return this.skipStruct();
      default:
        throw new BadStructure(false);
    }
  }

  /** A struct that no type comes before, as the outermost is. */
  skipStruct(): void {
    for (const { type } of this.fields()) this.skip(type);
  }

  private skipList(): void {
    const byte = this.byte();
    const short = byte >> 4;
    this.skipElements([byte & 0x0f], short === 15 ? this.varint() : short);
  }

  private skipMap(): void {
    const size = this.varint();
    if (size === 0) return;
    const types = this.byte();
    this.skipElements([types >> 4, types & 0x0f], size);
  }

  private skipElements(types: readonly number[], size: number): void {
    // Each element takes at least one byte.
    if (size > this.bytes.length - this.at) throw new BadStructure(true);
    if (this.depth === MAX_DEPTH) throw new BadStructure(false);
    this.depth += 1;
    for (let i = 0; i < size; i += 1) {
      // A boolean outside of a struct is a byte of its own.
      for (const type of types) this.skip(type === TRUE || type === FALSE ? BYTE : type);
    }
    this.depth -= 1;
  }

  private byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new BadStructure(true);
    this.at += 1;
    return byte;
  }

  private pass(length: number): void {
    if (length > this.bytes.length - this.at) throw new BadStructure(true);
    this.at += length;
  }

  /** Up to 64 bits; beyond 53 they are rounded. */
  private varint(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new BadStructure(false);
  }
}
