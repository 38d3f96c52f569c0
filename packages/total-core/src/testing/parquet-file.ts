/** Parquet files made by hand: pages of either version, and whatever is wrong with them. */
import { crc32 } from "node:zlib";
import { binary, boolean, i32, i64, list, struct, varint, type Thrift } from "./compact-writer.js";

const MAGIC = Buffer.from("PAR1");

const TYPES = [
  "BOOLEAN",
  "INT32",
  "INT64",
  "INT96",
  "FLOAT",
  "DOUBLE",
  "BYTE_ARRAY",
  "FIXED_LEN_BYTE_ARRAY",
] as const;
const REPETITIONS = ["REQUIRED", "OPTIONAL", "REPEATED"] as const;
const CODECS = {
  UNCOMPRESSED: 0,
  SNAPPY: 1,
  GZIP: 2,
  LZO: 3,
  BROTLI: 4,
  LZ4: 5,
  ZSTD: 6,
  LZ4_RAW: 7,
} as const;

export interface ElementOptions {
  readonly name: string;
  readonly type?: (typeof TYPES)[number] | undefined;
  readonly length?: number | undefined;
  readonly repetition?: (typeof REPETITIONS)[number] | undefined;
  readonly children?: number | undefined;
  /** By its number. */
  readonly converted?: number | undefined;
  readonly scale?: number | undefined;
  readonly logical?: Thrift | undefined;
}

export interface ChunkOptions {
  readonly path: readonly string[];
  readonly type: (typeof TYPES)[number];
  readonly codec?: keyof typeof CODECS;
  /** As the footer says. */
  readonly values: number | bigint;
  readonly pages: readonly Uint8Array[];
  /** Whether the first page is a dictionary. */
  readonly hasDictionary?: boolean;
  /** Other fields of the column chunk, and of its metadata. */
  readonly chunkFields?: Readonly<Record<number, Thrift | undefined>>;
  readonly metaFields?: Readonly<Record<number, Thrift | undefined>>;
}

export interface GroupOptions {
  readonly rows: number | bigint;
  readonly chunks: readonly ChunkOptions[];
}

export interface FileOptions {
  /** Without the root, which is added. */
  readonly schema: readonly ElementOptions[];
  readonly groups: readonly GroupOptions[];
  readonly rows?: number | bigint;
  /** Other fields of the footer. */
  readonly fields?: Readonly<Record<number, Thrift | undefined>>;
}

export function parquetFile({ schema, groups, rows, fields = {} }: FileOptions): Buffer {
  const parts: Uint8Array[] = [MAGIC];
  let position = MAGIC.length;
  const writtenGroups = groups.map((group) => {
    const chunks = group.chunks.map((chunk) => {
      const start = position;
      const dataStart = start + (chunk.hasDictionary === true ? chunk.pages[0]!.length : 0);
      for (const bytes of chunk.pages) {
        parts.push(bytes);
        position += bytes.length;
      }
      return chunkThrift(chunk, { start, dataStart, length: position - start });
    });
    return struct({ 1: list(chunks), 2: i64(0), 3: i64(group.rows) });
  });
  const root = { name: "schema", children: schema.length - nestedCount(schema) };
  const footer = struct({
    1: i32(2),
    2: list([root, ...schema].map(elementThrift)),
    3: i64(rows ?? groups.reduce((sum, group) => sum + BigInt(group.rows), 0n)),
    4: list(writtenGroups),
    ...fields,
  });
  return withFooter(Buffer.concat(parts), footer);
}

/** @param length what the file says of the footer's length */
export function withFooter(data: Uint8Array, footer: Thrift, length: number = footer.bytes.length): Buffer {
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(length);
  return Buffer.concat([data, Uint8Array.from(footer.bytes), tail, MAGIC]);
}

function nestedCount(schema: readonly ElementOptions[]): number {
  return schema.reduce((sum, { children = 0 }) => sum + children, 0);
}

function optional(value: number | undefined): Thrift | undefined {
  return value === undefined ? undefined : i32(value);
}

function elementThrift(element: ElementOptions): Thrift {
  const { name, type, length, repetition, children, converted, scale, logical } = element;
  return struct({
    1: optional(type === undefined ? undefined : TYPES.indexOf(type)),
    2: optional(length),
    3: optional(repetition === undefined ? undefined : REPETITIONS.indexOf(repetition)),
    4: binary(name),
    5: optional(children),
    6: optional(converted),
    7: optional(scale),
    10: logical,
  });
}

function chunkThrift(
  { path, type, codec = "UNCOMPRESSED", values, hasDictionary, chunkFields, metaFields }: ChunkOptions,
  { start, dataStart, length }: { start: number; dataStart: number; length: number },
): Thrift {
  const meta = struct({
    1: i32(TYPES.indexOf(type)),
    2: list([i32(0)]),
    3: list(path.map((name) => binary(name))),
    4: i32(CODECS[codec]),
    5: i64(values),
    6: i64(length),
    7: i64(length),
    9: i64(dataStart),
    11: hasDictionary === true ? i64(start) : undefined,
    ...metaFields,
  });
  return struct({ 2: i64(start), 3: meta, ...chunkFields });
}

export interface PageOptions {
  /** Nulls among them. */
  readonly values: number;
  readonly encoding?: number;
  /** Bytes, without levels. */
  readonly data: Uint8Array | readonly number[];
  /** Encoded, without their length. */
  readonly definitions?: Uint8Array | readonly number[];
  readonly repetitions?: Uint8Array | readonly number[];
  /** The bytes that are stored of those of the page; in version 2 without its levels. */
  readonly compress?: (bytes: Buffer) => Uint8Array;
  readonly hasCrc?: boolean;
  /** Other fields of the header, and of the header within for its type. */
  readonly fields?: Readonly<Record<number, Thrift | undefined>>;
  readonly innerFields?: Readonly<Record<number, Thrift | undefined>>;
}

const HYBRID = 3;

/** A data page of version 1. */
export function pageV1(options: PageOptions): Buffer {
  const { values, encoding = 0, data, definitions, repetitions, innerFields } = options;
  const levels = [repetitions, definitions].flatMap((bytes) =>
    bytes === undefined ? [] : withLength(bytes),
  );
  const inner = { 1: i32(values), 2: i32(encoding), 3: i32(HYBRID), 4: i32(HYBRID), ...innerFields };
  return page(0, { 5: struct(inner) }, Buffer.from([...levels, ...data]), options);
}

/** A data page of version 2. @param nulls as its header says */
export function pageV2({ nulls = 0, ...options }: PageOptions & { readonly nulls?: number }): Buffer {
  const { values, encoding = 0, data, definitions = [], repetitions = [], compress, innerFields } = options;
  const inner = {
    1: i32(values),
    2: i32(nulls),
    3: i32(values),
    4: i32(encoding),
    5: i32(definitions.length),
    6: i32(repetitions.length),
    7: boolean(compress !== undefined),
    ...innerFields,
  };
  const levels = Buffer.from([...repetitions, ...definitions]);
  const bytes = Buffer.from(data);
  const stored = Buffer.concat([levels, compress?.(bytes) ?? bytes]);
  return written(3, { 8: struct(inner) }, { size: levels.length + bytes.length, stored }, options);
}

export function dictionaryPage(options: PageOptions): Buffer {
  const { values, encoding = 0, data, innerFields } = options;
  return page(
    2,
    { 7: struct({ 1: i32(values), 2: i32(encoding), ...innerFields }) },
    Buffer.from(data),
    options,
  );
}

function page(
  type: number,
  inner: Readonly<Record<number, Thrift>>,
  bytes: Buffer,
  options: PageOptions,
): Buffer {
  const stored = options.compress?.(bytes) ?? bytes;
  return written(type, inner, { size: bytes.length, stored }, options);
}

function written(
  type: number,
  inner: Readonly<Record<number, Thrift>>,
  { size, stored }: { readonly size: number; readonly stored: Uint8Array },
  { hasCrc = false, fields }: PageOptions,
): Buffer {
  const header = struct({
    1: i32(type),
    2: i32(size),
    3: i32(stored.length),
    4: hasCrc ? i32(crc32(stored) | 0) : undefined,
    ...inner,
    ...fields,
  });
  return Buffer.concat([Uint8Array.from(header.bytes), stored]);
}

function withLength(bytes: Uint8Array | readonly number[]): number[] {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return [...length, ...bytes];
}

/** A run of one value, in the hybrid encoding. */
export function run(count: number, value: number, width: number): number[] {
  return [...varint(2 * count), ...littleEndian(BigInt(value), Math.ceil(width / 8))];
}

/** Values bit by bit, in the hybrid encoding, filled up with zeros to a multiple of 8. */
export function packed(values: readonly number[], width: number): number[] {
  const groups = Math.ceil(values.length / 8);
  const bits = values.reduce((sum, value, i) => sum | (BigInt(value) << BigInt(i * width)), 0n);
  return [...varint(2 * groups + 1), ...littleEndian(bits, groups * width)];
}

export function littleEndian(value: bigint, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => Number(BigInt.asUintN(8, value >> BigInt(8 * i))));
}

export function bigEndian(value: bigint, bytes: number): number[] {
  return littleEndian(value, bytes).toReversed();
}
