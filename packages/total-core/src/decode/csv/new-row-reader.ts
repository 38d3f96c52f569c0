import type { DecoderOptions } from "../../contract/decoder.js";
import { type CsvDialect, WHITESPACE } from "./dialect.js";
import { CsvReader } from "./reader.js";
import type { RowReader } from "./row-reader.js";
import { WhitespaceReader } from "./whitespace-reader.js";

export function newRowReader(options: DecoderOptions, dialect: CsvDialect): RowReader {
  const { delimiter } = dialect;
  if (delimiter === WHITESPACE) return new WhitespaceReader(options, dialect);
  return new CsvReader(options, { ...dialect, delimiter });
}
