/**
 * The exact total of a list or stream of numbers.
 *
 * ```ts
 * import { total, totalOf, httpNumbers } from "@dlg/total-core";
 *
 * total([0.1, 0.2, 0.3]); // 0.6, rounded once
 * const answer = await totalOf(httpNumbers("https://example.test/numbers.json"));
 * answer.toString(); // its digits
 * ```
 *
 * Files, and everything else that needs Node, are in `@dlg/total-core/node`. `@dlg/total-core/internal` is for this repository alone.
 *
 * @module
 */

// Totals: of numbers in memory, of a source, and a running one to keep, compare, merge and send.
export { total } from "./total/in-memory.js";
export { totalOf, type ReadTotal, type TotalOfOptions } from "./total/total-of.js";
export {
  totalsOf,
  type TotalsOfOptions,
  type ColumnTotal,
  type GroupTotals,
  type Totals,
} from "./total/totals-of.js";
export { totalsBy, type TotalsBy } from "./total/totals-by.js";
export { Total } from "./total/total.js";
export type { PrintOptions } from "./total/print.js";
export type { StringsOptions } from "./total/strings.js";

// A bundle has the kernels only where it asks for them.
export { equip } from "./equip.js";

// Sources: whatever delivers numbers.
export type {
  ElementOptions,
  GivenCompression,
  Source,
  SourceOptions,
  SparseElements,
} from "./source/any-source.js";
export { blobNumbers, type BlobNumbersOptions } from "./source/blob.js";

// The numbers API: what a source is in the end.
export {
  FORMATS,
  type Batch,
  type BigIntegerArray,
  type Column,
  type EncodedBatch,
  type FloatArray,
  type Format,
  type FormatOptions,
  type NumberArray,
  type NumbersApi,
  type NumbersOptions,
  type OneOrMore,
  type PartialBatch,
  type Progress,
  type SmallIntegerArray,
} from "./contract/numbers-api.js";

export { simulatedNumbers, type Clock, type SimulatedNumbersOptions } from "./source/simulated.js";
export {
  httpNumbers,
  type GivenHeaders,
  type HttpNumbersApi,
  type HttpNumbersOptions,
} from "./source/http/http-numbers.js";
export { streamNumbers, type ByteStream, type StreamNumbersOptions } from "./source/stream.js";
export type { StorageOptions } from "./source/stored-numbers.js";

// Formats: what names tell of them, and whether options hold.
export { formatFromName, type Compression, type NameFormat } from "./contract/formats.js";
export { checkFormatOptions } from "./decode/format-options.js";

// Shared by totals with a currency.
export { Currencies, type Currency } from "./contract/currencies.js";

// Errors.
export { isOptionError, type OptionError } from "./basics/option-values.js";
export {
  TOTAL_ERROR_CODES,
  TotalError,
  type Fault,
  type Place,
  type TotalErrorCode,
} from "./contract/errors.js";
export type { Hint, OptionHint, OptionValue, ProgramHint } from "./contract/hints.js";
