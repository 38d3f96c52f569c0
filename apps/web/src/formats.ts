/** The page's own knowledge of the formats. The library would tell it too, but the page would grow by a third of it. */
import type { Format, FormatOptions } from "@dlg/total-core";

type Option = keyof FormatOptions;

const LITERALS: readonly Option[] = ["thousands", "decimal", "money"];
const TABLES: readonly Option[] = [
  "column",
  "by",
  "header",
  "delimiter",
  "quotes",
  "skipLines",
  "comment",
  ...LITERALS,
];
const PATHS: readonly Option[] = ["field", "by", "skipMissing", ...LITERALS];

/** A test holds it to the library's own table, which is not for users. */
export const OPTIONS: Readonly<Record<Format, readonly Option[]>> = {
  text: LITERALS,
  csv: TABLES,
  tsv: TABLES,
  json: PATHS,
  ndjson: PATHS,
  f64: [],
  parquet: ["column", "by"],
};

/** How the formats are written. */
export const SHOWN: Readonly<Record<Format, string>> = {
  text: "text",
  csv: "CSV",
  tsv: "TSV",
  json: "JSON",
  ndjson: "NDJSON",
  f64: "f64",
  parquet: "Parquet",
};

/** In the order in which they are offered. */
export const FORMATS: readonly Format[] = Object.keys(OPTIONS) as Format[];
