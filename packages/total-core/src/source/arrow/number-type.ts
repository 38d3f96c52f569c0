import type { DecodedNumbers, NumberArray } from "../../contract/numbers-api.js";
import { floatFromHalf } from "../half.js";
import { DICTIONARY, type ArrowType, type TypeParts } from "./shapes.js";

type ArrayType = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => NumberArray;

/** How a vector's values are numbers. */
export interface NumberType {
  /** Bytes of a value; 0 where all are null. */
  readonly bytes: number;
  /** An integer stands for itself × 10^exponent. */
  readonly exponent: number;
  /** The numbers in the first `count` values of a buffer, from `byteOffset` on. */
  readonly numbers: (buffer: ArrayBufferLike, byteOffset: number, count: number) => DecodedNumbers["numbers"];
}

/** As for a literal in text. */
const MAX_SCALE = 4000;

const INTEGERS: Readonly<Record<string, ArrayType>> = {
  "8": Uint8Array,
  "16": Uint16Array,
  "32": Uint32Array,
  "64": BigUint64Array,
  "-8": Int8Array,
  "-16": Int16Array,
  "-32": Int32Array,
  "-64": BigInt64Array,
};

/** @returns `undefined` where the values are no numbers */
export function numberType(type: ArrowType): NumberType | undefined {
  const { bitWidth = 0, isSigned, signed, precision, scale = 0 } = type as TypeParts;
  switch (type.typeId) {
    case 1:
      return { bytes: 0, exponent: 0, numbers: () => [] };
    case 2:
      return typeOfArray(INTEGERS[(isSigned ?? signed) === true ? -bitWidth : bitWidth]);
    case 3:
      if (precision === 0) return { bytes: 2, exponent: 0, numbers: floatsOfHalves };
      return typeOfArray(precision === 1 ? Float32Array : precision === 2 ? Float64Array : undefined);
    case 7:
      return decimalType(bitWidth, scale);
    default:
      return undefined;
  }
}

function typeOfArray(ArrayOfType: ArrayType | undefined, exponent: number = 0): NumberType | undefined {
  if (ArrayOfType === undefined) return undefined;
  const { BYTES_PER_ELEMENT: bytes } = ArrayOfType as unknown as { readonly BYTES_PER_ELEMENT: number };
  return { bytes, exponent, numbers: (buffer, offset, count) => new ArrayOfType(buffer, offset, count) };
}

function decimalType(bits: number, scale: number): NumberType | undefined {
  if (!Number.isInteger(scale) || Math.abs(scale) > MAX_SCALE) return undefined;
  // 0 - scale, because -0 is no exponent to be shown.
  const exponent = 0 - scale;
  if (bits === 32 || bits === 64) return typeOfArray(INTEGERS[-bits], exponent);
  if (bits !== 128 && bits !== 256) return undefined;
  const width = bits / 32;
  return {
    bytes: bits / 8,
    exponent,
    numbers: (buffer, offset, count) => ({ words: new Uint32Array(buffer, offset, count * width), width }),
  };
}

function floatsOfHalves(buffer: ArrayBufferLike, byteOffset: number, count: number): Float32Array {
  return Float32Array.from(new Uint16Array(buffer, byteOffset, count), floatFromHalf);
}

const NAMES: Readonly<Record<number, string>> = {
  4: "bytes",
  5: "strings",
  6: "booleans",
  8: "dates",
  9: "times",
  10: "timestamps",
  11: "intervals",
  12: "lists",
  13: "structs",
  14: "unions",
  15: "bytes",
  16: "lists",
  17: "maps",
  18: "durations",
  19: "bytes",
  20: "strings",
  21: "lists",
  22: "run-end encoded values",
  23: "bytes",
  24: "strings",
  25: "lists",
  26: "lists",
};

/** `timestamps (Timestamp<MICROSECOND>)`: a type as errors name it. */
export function shownType(type: ArrowType): string {
  const { dictionary } = type as TypeParts;
  if (type.typeId === DICTIONARY && dictionary !== undefined)
    return `a dictionary of ${shownType(dictionary)}`;
  const name = String(type);
  const kind = NAMES[type.typeId] ?? `values of the type ${type.typeId}`;
  return name.startsWith("[object") ? kind : `${kind} (${name})`;
}
