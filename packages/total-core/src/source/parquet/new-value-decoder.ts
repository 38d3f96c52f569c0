import { DecimalValues, HalfValues } from "./decimal-values.js";
import type { NumberType } from "./number-type.js";
import type { ValueDecoder } from "./values.js";
import { WordValues } from "./word-values.js";

export function newValueDecoder({ physical, kind, width }: NumberType): ValueDecoder {
  if (!physical.endsWith("BYTE_ARRAY")) return new WordValues(kind, width === 4 ? 4 : 8);
  return kind === "float" ? new HalfValues() : new DecimalValues(width);
}
