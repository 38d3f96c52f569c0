import { DecimalValues, HalfValues } from "./decimal-values.js";
import type { NumberType } from "./number-type.js";
import type { ValueDecoder } from "./values.js";
import { WordValues } from "./word-values.js";

export function newValueDecoder(type: NumberType): ValueDecoder {
  const { physical, kind, width } = type;
  if (!physical.endsWith("BYTE_ARRAY")) return new WordValues(type);
  return kind === "float" ? new HalfValues() : new DecimalValues(width);
}
