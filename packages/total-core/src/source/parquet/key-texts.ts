import { strictUtf8Decoder } from "../../basics/text-codecs.js";
import { quote } from "../../basics/quote.js";
import { shownColumn } from "../../contract/wanted-column.js";
import { deltaLengthSlices, deltaSlices, plainSlices, type ByteSlices } from "./byte-slices.js";
import { ColumnValues } from "./column-values.js";
import type { ParquetFaults } from "./faults.js";
import { HybridReader } from "./hybrid.js";
import type { Leaf } from "./leaves.js";
import { integerType, logicalType, shownType, type NumberType } from "./number-type.js";
import { ENCODING } from "./page-header.js";
import { PageFault, unknownEncoding } from "./page-fault.js";
import { PART_VALUES, lengthOf, parts, type Numbers } from "./values.js";

/** A part of a page's keys. It is overwritten once the next part is asked for. */
export interface Texts {
  readonly length: number;
  /** @throws PageFault where it is no key */
  at(index: number): string;
}

/** Reads keys that are in a page themselves, and not in its dictionary. */
export type ReadTexts = (bytes: Uint8Array, count: number, encoding: number) => Iterable<Texts>;

/** The annotations of columns of strings; some writers leave them out. */
const STRINGS = ["NONE", "STRING", "UTF8", "ENUM", "JSON"];

const DATES: NumberType = { physical: "INT32", width: 4, kind: "signed", exponent: 0 };

/** @throws TotalError UNSUPPORTED where a column holds no keys */
export function textReaderOf(leaf: Leaf, faults: ParquetFaults): ReadTexts {
  const { element, name } = leaf;
  const logical = logicalType(element);
  const isDate = logical === "DATE" && element.type === "INT32";
  const isFlat = leaf.maxRepetition === 0;
  if (isFlat && element.type === "BYTE_ARRAY" && STRINGS.includes(logical)) return strings;
  if (isFlat && element.type === "BOOLEAN") return booleans;
  const type = isDate ? DATES : integerType(element, faults);
  if (!isFlat || type === undefined) {
    const expected = `strings, integers, decimals, booleans or dates in the column ${shownColumn(name)}`;
    throw faults.unsupported(expected, isFlat ? shownType(element) : "lists");
  }
  const decoder = new ColumnValues(type);
  const shown = isDate ? dateText : (value: bigint) => decimalText(value, -type.exponent);
  return (bytes, count, encoding) => integers(decoder.decode(bytes, count, encoding), shown);
}

/** A longer key would be a mistake. */
const MAX_KEY_BYTES = 2 ** 20;

function* strings(bytes: Uint8Array, count: number, encoding: number): Generator<Texts, void, undefined> {
  if (encoding === ENCODING.plain) yield textsOf(plainSlices(bytes, count));
  else if (encoding === ENCODING.deltaLengthByteArray) yield textsOf(deltaLengthSlices(bytes, count));
  else if (encoding === ENCODING.deltaByteArray) {
    const options = { partValues: PART_VALUES, maxLength: MAX_KEY_BYTES };
    for (const slices of deltaSlices(bytes, count, options)) yield textsOf(slices);
  } else throw unknownEncoding(encoding);
}

function textsOf({ bytes, starts, lengths }: ByteSlices): Texts {
  return {
    length: starts.length,
    at(index) {
      const key = bytes.subarray(starts[index]!, starts[index]! + lengths[index]!);
      try {
        return strictUtf8Decoder().decode(key);
      } catch {
        throw new PageFault("a key in UTF-8", quote(key));
      }
    },
  };
}

function* booleans(bytes: Uint8Array, count: number, encoding: number): Generator<Texts, void, undefined> {
  const isHybrid = encoding === ENCODING.hybrid;
  if (!isHybrid && encoding !== ENCODING.plain) throw unknownEncoding(encoding);
  // Runs of booleans follow their length.
  const reader = isHybrid ? new HybridReader(bytes.subarray(4), 1) : new HybridReader(bytes, 1, count);
  const values = new Uint32Array(PART_VALUES);
  for (const [start, end] of parts(count)) {
    const part = values.subarray(0, end - start);
    reader.read(part);
    yield { length: part.length, at: (index) => (part[index] === 1 ? "true" : "false") };
  }
}

function* integers(
  numbers: Iterable<Numbers>,
  shown: (value: bigint) => string,
): Generator<Texts, void, undefined> {
  for (const part of numbers) yield { length: lengthOf(part), at: (index) => shown(integerAt(part, index)) };
}

function integerAt(numbers: Numbers, index: number): bigint {
  if (!("bigEndian" in numbers)) return BigInt(numbers[index]!);
  const { bigEndian, width } = numbers;
  let value = 0n;
  for (const byte of bigEndian.subarray(index * width, (index + 1) * width))
    value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * width, value);
}

/** With all digits of its scale: `1.50`. */
function decimalText(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const point = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return value < 0n ? `-${text}` : text;
}

const MS_PER_DAY = 86_400_000;

/** `2024-02-29` */
function dateText(days: bigint): string {
  const date = new Date(Number(days) * MS_PER_DAY);
  if (Number.isNaN(date.getTime())) throw new PageFault("a date", `day ${days} from 1970`);
  return date.toISOString().replace(/T.*/, "");
}
