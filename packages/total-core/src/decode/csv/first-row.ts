import { LF } from "../../basics/ascii.js";
import type { CsvRows } from "../../contract/decoder.js";
import type { FormatOptions } from "../../contract/numbers-api.js";
import { NO_SINK } from "../../contract/sink.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { csvDialect, type CsvFormat } from "./dialect.js";
import { CsvReader } from "./reader.js";

/**
 * The shape of a CSV's rows, by the first row.
 *
 * @returns `undefined` where the first row does not end in `prefix`
 * @throws TotalError where the columns are not as they were asked for, or the first row is malformed
 */
export function csvRows(prefix: Uint8Array, format: CsvFormat, options: FormatOptions): CsvRows | undefined {
  const reader = new CsvReader({ ...options, sink: NO_SINK, skipInvalid: true }, csvDialect(options, format));
  const decoder = skipByteOrderMark(reader, reader.position);
  for (let at = 0; reader.seam === undefined;) {
    const end = prefix.indexOf(LF, at) + 1;
    if (end === 0) return undefined;
    decoder.push(prefix.subarray(at, end));
    at = end;
  }
  return reader.seam;
}
