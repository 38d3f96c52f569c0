import type { SchemaElement } from "hyparquet";
import { shownColumn } from "../../wanted-column.js";
import type { ParquetFaults } from "./faults.js";
import type { Leaf } from "./leaves.js";

/** How a column's bytes are numbers. */
export interface NumberType {
  /** Of binary16, binary32 and binary64: `float`. Big-endian integers, of whatever length, are signed. */
  readonly kind: "float" | "signed" | "unsigned";
  readonly physical: "INT32" | "INT64" | "FLOAT" | "DOUBLE" | "FIXED_LEN_BYTE_ARRAY" | "BYTE_ARRAY";
  /** Bytes of a value; `undefined` where each tells its own. */
  readonly width: number | undefined;
  /** An integer stands for itself × 10^exponent. */
  readonly exponent: number;
}

/** As for a literal in text. */
const MAX_SCALE = 4000;
/** 10^4000 fits into so many bytes. */
export const MAX_DECIMAL_BYTES = 1661;

/** @throws TotalError BAD_NUMBER where they are none */
export function numberType(leaf: Leaf, faults: ParquetFaults): NumberType {
  const { element } = leaf;
  const type = physicalType(element, faults);
  const logical = logicalType(element);
  if (type !== undefined) {
    if (logical === "DECIMAL") return { ...type, kind: "signed", exponent: -scaleOf(element, faults) };
    const isBytes = type.physical.endsWith("BYTE_ARRAY");
    const isBinary16 = type.physical === "FIXED_LEN_BYTE_ARRAY" && type.width === 2 && logical === "FLOAT16";
    if (isBinary16) return { ...type, kind: "float", exponent: 0 };
    if (!isBytes && (logical === "SIGNED" || logical === "NULL")) return { ...type, exponent: 0 };
    if (!isBytes && logical === "UNSIGNED") return { ...type, kind: "unsigned", exponent: 0 };
  }
  throw faults.noNumbers(
    `numbers in the column ${shownColumn(leaf.name)}`,
    WORDS[logical] ?? WORDS[element.type ?? ""] ?? "something else",
  );
}

type PhysicalType = Omit<NumberType, "exponent">;

const PHYSICAL_TYPES: Readonly<Record<string, PhysicalType>> = {
  INT32: { physical: "INT32", kind: "signed", width: 4 },
  INT64: { physical: "INT64", kind: "signed", width: 8 },
  FLOAT: { physical: "FLOAT", kind: "float", width: 4 },
  DOUBLE: { physical: "DOUBLE", kind: "float", width: 8 },
  BYTE_ARRAY: { physical: "BYTE_ARRAY", kind: "signed", width: undefined },
};

/** `undefined` where it is not that of numbers, whatever they mean. */
function physicalType(element: SchemaElement, faults: ParquetFaults): PhysicalType | undefined {
  const { type = "", type_length: width = 0 } = element;
  if (type !== "FIXED_LEN_BYTE_ARRAY")
    return Object.hasOwn(PHYSICAL_TYPES, type) ? PHYSICAL_TYPES[type] : undefined;
  if (!(width > 0)) throw faults.damaged("the length of a column's values", String(width));
  return { physical: "FIXED_LEN_BYTE_ARRAY", kind: "signed", width };
}

/** Both annotations are read: old writers know only one of them, and new ones need not write it. */
function logicalType({ converted_type: converted, logical_type: logical }: SchemaElement): string {
  if (logical?.type === "INTEGER") return logical.isSigned ? "SIGNED" : "UNSIGNED";
  if (logical !== undefined) return logical.type ?? "UNKNOWN";
  if (converted === undefined || /^INT_\d+$/.test(converted)) return "SIGNED";
  return converted.startsWith("UINT_") ? "UNSIGNED" : converted;
}

function scaleOf(
  { logical_type: logical, scale: converted = 0 }: SchemaElement,
  faults: ParquetFaults,
): number {
  const scale = logical?.type === "DECIMAL" ? logical.scale : converted;
  if (Number.isInteger(scale) && scale >= 0 && scale <= MAX_SCALE) return scale;
  throw faults.damaged(`a decimal column's scale from 0 to ${MAX_SCALE}`, String(scale));
}

/** What there is instead of numbers. */
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
  GEOMETRY: "geometry",
  GEOGRAPHY: "geometry",
  BOOLEAN: "booleans",
  BYTE_ARRAY: "bytes",
  FIXED_LEN_BYTE_ARRAY: "bytes",
};
