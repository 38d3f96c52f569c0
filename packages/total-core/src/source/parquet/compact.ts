/** Thrift's compact protocol, in which Parquet's structures are written. No length is trusted before its bytes are there. */
import { VarintReader } from "./varint-reader.js";

/** Types of values in structs; a boolean's value is its type. */
export const TYPE = {
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
  uuid: 13,
} as const;

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
export class CompactReader extends VarintReader {
  private depth = 0;

  constructor(bytes: Uint8Array) {
    super(bytes, 0, {
      maxBytes: 10,
      ended: () => new BadStructure(true),
      tooLong: () => new BadStructure(false),
    });
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
    if (type !== TYPE.true && type !== TYPE.false) throw new BadStructure(false);
    return type === TYPE.true;
  }

  /** An integer of up to 52 bits and its sign; longer ones are some other number. */
  integer(): number {
    const zigzag = this.varint();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  skip(type: number): void {
    switch (type) {
      case TYPE.true:
      case TYPE.false:
        return;
      case TYPE.byte:
        return this.pass(1);
      case TYPE.i16:
      case TYPE.i32:
      case TYPE.i64:
        this.varint();
        return;
      case TYPE.double:
        return this.pass(8);
      case TYPE.binary:
        return this.pass(this.varint());
      case TYPE.uuid:
        return this.pass(16);
      case TYPE.list:
      case TYPE.set:
        return this.skipList();
      case TYPE.map:
        return this.skipMap();
      case TYPE.struct:
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
      for (const type of types) this.skip(type === TYPE.true || type === TYPE.false ? TYPE.byte : type);
    }
    this.depth -= 1;
  }

  private pass(length: number): void {
    if (length > this.bytes.length - this.at) throw new BadStructure(true);
    this.at += length;
  }
}
