import type { SchemaElement } from "hyparquet";
import { shownColumn } from "../../contract/wanted-column.js";
import type { ParquetFaults } from "./faults.js";
import type { Leaf } from "./leaves.js";

/** How a column's bytes are numbers. */
export interface NumberType {
  /** `float` is binary16, binary32 or binary64. Big-endian integers are always signed. */
  readonly kind: "float" | "signed" | "unsigned";
  readonly physical: "INT32" | "INT64" | "FLOAT" | "DOUBLE" | "FIXED_LEN_BYTE_ARRAY" | "BYTE_ARRAY";
  /** Bytes of a value; `undefined` where values have different lengths. */
  readonly width: number | undefined;
  /** How many bits a value may use, where that is fewer: 8, 16 or 32. */
  readonly bits?: number | undefined;
  /** An integer stands for itself × 10^exponent. */
  readonly exponent: number;
}

/** As for a literal in text. */
const MAX_SCALE = 4000;
/** The bytes of 10^4000. */
export const MAX_DECIMAL_BYTES = 1661;

/** @throws TotalError BAD_NUMBER where they are none */
export function numberType({ element, name }: Leaf, faults: ParquetFaults): NumberType {
  const type = integerType(element, faults) ?? floatType(element);
  if (type !== undefined) return type;
  throw faults.noNumbers(`numbers in the column ${shownColumn(name)}`, shownType(element));
}

/** The type of a column of integers or decimals; `undefined` for a column of anything else. */
export function integerType(element: SchemaElement, faults: ParquetFaults): NumberType | undefined {
  const { type, type_length: length } = element;
  const logical = logicalType(element);
  if (type === "INT32" || type === "INT64") {
    const integers = { physical: type, width: type === "INT32" ? 4 : 8, exponent: 0 } as const;
    const annotated = integerBits(element) ?? Infinity;
    const bits = annotated < 8 * integers.width ? annotated : undefined;
    if (logical === "UNSIGNED") return { ...integers, kind: "unsigned", bits };
    if (logical === "SIGNED" || logical === "NONE" || logical === "NULL")
      return { ...integers, kind: "signed", bits };
    if (logical === "DECIMAL") return { ...integers, kind: "signed", exponent: -scaleOf(element, faults) };
    return undefined;
  }
  if (logical !== "DECIMAL" || (type !== "BYTE_ARRAY" && type !== "FIXED_LEN_BYTE_ARRAY")) return undefined;
  const width = type === "BYTE_ARRAY" ? undefined : length;
  if (type !== "BYTE_ARRAY" && !(Number(width) > 0)) {
    throw faults.damaged("the length of a column's values", String(width));
  }
  return { physical: type, width, kind: "signed", exponent: -scaleOf(element, faults) };
}

function floatType(element: SchemaElement): NumberType | undefined {
  const { type, type_length: length } = element;
  const logical = logicalType(element);
  const isPlain = logical === "NONE" || logical === "NULL";
  if (type === "FLOAT" && isPlain) return { physical: type, kind: "float", width: 4, exponent: 0 };
  if (type === "DOUBLE" && isPlain) return { physical: type, kind: "float", width: 8, exponent: 0 };
  const isBinary16 = type === "FIXED_LEN_BYTE_ARRAY" && length === 2 && logical === "FLOAT16";
  return isBinary16 ? { physical: type, kind: "float", width: 2, exponent: 0 } : undefined;
}

/**
 * The meaning of a column's values; `NONE` where no annotation tells. Both annotations are read: old writers know only one of them, and new
 * ones need not write it.
 */
export function logicalType({ converted_type: converted, logical_type: logical }: SchemaElement): string {
  if (logical?.type === "INTEGER") return logical.isSigned ? "SIGNED" : "UNSIGNED";
  if (logical !== undefined) return logical.type ?? "UNKNOWN";
  if (converted === undefined) return "NONE";
  if (/^INT_\d+$/.test(converted)) return "SIGNED";
  return converted.startsWith("UINT_") ? "UNSIGNED" : converted;
}

/** How many bits the integers of a column have by the annotations of their physical type; `undefined` where none says. */
function integerBits({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): number | undefined {
  if (logical !== undefined) return logical.type === "INTEGER" ? logical.bitWidth : undefined;
  const bits = /^U?INT_(\d+)$/.exec(converted ?? "")?.[1];
  return bits === undefined ? undefined : Number(bits);
}

/** The type of a column in words: `strings`, `dates`. */
export function shownType(element: SchemaElement): string {
  return WORDS[logicalType(element)] ?? WORDS[element.type ?? ""] ?? "something else";
}

function scaleOf(
  { logical_type: logical, scale: converted = 0 }: SchemaElement,
  faults: ParquetFaults,
): number {
  const scale = logical?.type === "DECIMAL" ? logical.scale : converted;
  if (Number.isInteger(scale) && scale >= 0 && scale <= MAX_SCALE) return scale;
  throw faults.damaged(`a decimal column's scale from 0 to ${MAX_SCALE}`, String(scale));
}

const WORDS: Readonly<Record<string, string>> = {
  UTF8: "strings",
  STRING: "strings",
  ENUM: "strings",
  JSON: "JSON",
  BSON: "BSON",
  UUID: "UUIDs",
  DATE: "dates",
  TIME: "times",
  TIME_MILLIS: "times",
  TIME_MICROS: "times",
  TIMESTAMP: "timestamps",
  TIMESTAMP_MILLIS: "timestamps",
  TIMESTAMP_MICROS: "timestamps",
  INT96: "timestamps",
  INTERVAL: "intervals",
  FLOAT: "floating-point numbers",
  DOUBLE: "floating-point numbers",
  FLOAT16: "floating-point numbers",
  GEOMETRY: "geometry",
  GEOGRAPHY: "geometry",
  BOOLEAN: "booleans",
  BYTE_ARRAY: "bytes",
  FIXED_LEN_BYTE_ARRAY: "bytes",
};
