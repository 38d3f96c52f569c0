/** The options that say how numbers are written. */
import { Total, TotalError, type Format, type FormatOptions } from "@dlg/total-core";
import { UsageError } from "./usage-error.js";

/** As the command line has them: `quotes` is true unless `--no-quotes` says otherwise. */
export type WritingOptions = Pick<FormatOptions, Name>;

type Name = "field" | "column" | "by" | "header" | "delimiter" | "quotes" | "thousands" | "decimal";

const TABLES: readonly Format[] = ["csv", "tsv"];
const LITERALS: readonly Format[] = [...TABLES, "text"];

/** The formats that each speaks to. */
const SPEAKS_TO: Readonly<Record<Name, readonly Format[]>> = {
  field: ["json", "ndjson"],
  column: [...TABLES, "parquet"],
  by: [...TABLES, "json", "ndjson", "parquet"],
  header: TABLES,
  delimiter: TABLES,
  quotes: TABLES,
  thousands: LITERALS,
  decimal: LITERALS,
};

const SHOWN_FORMATS: Readonly<Record<Format, string>> = {
  text: "text",
  csv: "CSV",
  tsv: "TSV",
  json: "JSON",
  ndjson: "NDJSON",
  f64: "f64",
  parquet: "Parquet",
};

/** Those that were given, as the library takes them. */
export function givenOptions(options: WritingOptions): FormatOptions {
  const { field, column, by, header, delimiter, quotes, thousands, decimal } = options;
  const all = {
    field,
    column,
    by,
    header,
    delimiter,
    quotes: quotes === false ? false : undefined,
    thousands,
    decimal,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** What a source's format may turn out to be: one, or any. `none` where the numbers come as numbers. */
export type PossibleFormat = Format | "any" | "none";

/**
 * @param formats of all sources
 * @throws UsageError for the first option that means nothing to any of them, or has a value that it cannot have
 */
export function checkOptions(given: FormatOptions, formats: readonly PossibleFormat[]): void {
  checkSpokenTo(given, formats);
  if (given.by !== undefined) checkKeys(formats);
  const tried = new Set<Format>();
  for (const name of Object.keys(given) as Name[]) {
    const spoken = SPEAKS_TO[name];
    for (const format of [spoken[0]!, ...spoken.filter((one) => formats.includes(one))]) tried.add(format);
  }
  for (const format of tried) if (format !== "parquet") tryOn(format, given);
}

/** @throws UsageError for the first option that means nothing to any source: perhaps their formats have only been seen now */
export function checkSpokenTo(given: FormatOptions, formats: readonly PossibleFormat[]): void {
  for (const name of Object.keys(given) as Name[]) {
    const spoken = SPEAKS_TO[name];
    if (formats.some((format) => format === "any" || spoken.includes(format as Format))) continue;
    throw new UsageError(
      `${given[name] === false ? "--no-" : "--"}${name}: expected a source in ${listed(spoken)}, got none`,
      "How a source is to be read, whatever it is called: --format",
    );
  }
}

/** Numbers without keys would belong to no group. */
function checkKeys(formats: readonly PossibleFormat[]): void {
  for (const format of formats) {
    if (format === "none") throw hasNoKeys("simulated numbers");
    if (format !== "any" && !SPEAKS_TO.by.includes(format))
      throw hasNoKeys(`one in ${SHOWN_FORMATS[format]}`);
  }
}

/** @throws UsageError where a source turns out to have a format without keys */
export function checkHasKeys(source: string, format: Format): void {
  if (!SPEAKS_TO.by.includes(format)) throw hasNoKeys(`${source} in ${SHOWN_FORMATS[format]}`);
}

function hasNoKeys(got: string): UsageError {
  return new UsageError(`--by: expected every source in ${listed(SPEAKS_TO.by)}, got ${got}`);
}

/** The library knows what values they can have, and says so when it begins to read. */
function tryOn(format: Format, given: FormatOptions): void {
  try {
    new Total().addAll({ ...given, format, bytes: new Uint8Array(0) });
  } catch (error) {
    // Nothing at all has no column.
    if (!(error instanceof TotalError)) throw usageErrorFromRange(error) ?? error;
  }
}

/** `thousands: expected …, got …` of the library is a fault of the command line where it is about one of these options. */
export function usageErrorFromRange(error: unknown): UsageError | undefined {
  if (!(error instanceof RangeError)) return undefined;
  const [, name, fault] = /^(\w+): (expected .*)$/s.exec(error.message) ?? [];
  return name !== undefined && Object.hasOwn(SPEAKS_TO, name)
    ? new UsageError(`--${name}: ${fault}`)
    : undefined;
}

function listed(formats: readonly Format[]): string {
  const names = formats.map((format) => SHOWN_FORMATS[format]);
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
