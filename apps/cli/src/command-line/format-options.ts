/** The options that say how numbers are written. */
import { checkFormatOptions, isOptionError, type Format, type FormatOptions } from "@dlg/total-core";
import {
  FORMAT_TABLE,
  formatsWith,
  listOf,
  needsField,
  speaksTo,
  type FormatOption,
  type OneOrMore,
} from "@dlg/total-core/internal";
import { namedDelimiter } from "./delimiter-names.js";
import { wayOutOfUnspoken } from "./unspoken-option.js";
import { UsageError } from "../errors/usage-error.js";

const NAMES: readonly FormatOption[] = [
  "field",
  "skipMissing",
  "column",
  "by",
  "header",
  "delimiter",
  "quotes",
  "skipLines",
  "comment",
  "thousands",
  "decimal",
  "money",
];

/** The options that the command line gives. Commander sets `quotes` to true unless `--no-quotes` is given. One value is no list. */
export function givenOptions(options: FormatOptions): FormatOptions {
  const { column, field, by, quotes } = options;
  const given = {
    ...options,
    column: alone(column),
    field: alone(field),
    by: alone(by),
    quotes: quotes === false ? false : undefined,
  };
  return Object.fromEntries(
    NAMES.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]),
  );
}

function alone<T extends string | number>(value: OneOrMore<T> | undefined): OneOrMore<T> | undefined {
  if (value === undefined) return undefined;
  const list = listOf(value);
  return list.length === 1 ? list[0] : list;
}

/** The formats that a source may turn out to have: one, or any. `none` where the source delivers numbers instead of bytes. */
export type PossibleFormat = Format | "any" | "none";

/**
 * @param formats of all sources
 * @throws UsageError for the first option that means nothing to any of them, or has a value that it cannot have
 */
export function checkOptions(given: FormatOptions, formats: readonly PossibleFormat[]): void {
  checkSpokenTo(given, formats);
  if (given.by !== undefined) for (const format of formats) checkHasKeys("one", format);
  if (given.by !== undefined && given.field === undefined) refuseKeysWithoutField(formats);
  try {
    for (const format of ["any", ...formats] as const) {
      if (format !== "none") checkFormatOptions(format === "any" ? undefined : format, given);
    }
  } catch (error) {
    throw usageErrorFromRange(error) ?? error;
  }
}

/** @throws UsageError for the first option that means nothing to any source. Called again when all sources were read and their formats are known. */
export function checkSpokenTo(given: FormatOptions, formats: readonly PossibleFormat[]): void {
  for (const name of Object.keys(given) as FormatOption[]) {
    const spoken = formatsWith(name).filter(
      (format) => given.field !== undefined || !needsField(name, format),
    );
    if (formats.some((format) => format === "any" || spoken.includes(format as Format))) continue;
    throw new UsageError(
      `${optionText(name, given[name])}: expected a source in ${listed(spoken)}, got none`,
      wayOutOfUnspoken(name, given[name], { formats: formats.filter(isFormat), spoken }),
    );
  }
}

function isFormat(format: PossibleFormat): format is Format {
  return format !== "none" && format !== "any";
}

/** `--header`, `--no-header`, `--skip-lines`: an option of the library as the command line has it. */
export function optionText(option: string, value: unknown): string {
  const name = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return value === false ? `--no-${name}` : `--${name}`;
}

/** @throws UsageError where numbers of the source have no keys: they would belong to no group */
export function checkHasKeys(source: string, format: PossibleFormat): void {
  if (format === "any" || (format !== "none" && speaksTo("by", format))) return;
  const got = format === "none" ? "simulated numbers" : `${source} in ${FORMAT_TABLE[format].shown}`;
  throw new UsageError(`--by: expected every source in ${listed(formatsWith("by"))}, got ${got}`);
}

/** @throws UsageError where a source is known to be JSON, whose keys stand beside a field */
function refuseKeysWithoutField(formats: readonly PossibleFormat[]): void {
  if (!formats.some((format) => isFormat(format) && speaksTo("field", format))) return;
  throw new UsageError("--by: expected --field beside it for JSON and NDJSON, got none");
}

/** A value that the library refuses for one of these options is a fault of the command line. */
export function usageErrorFromRange(error: unknown): UsageError | undefined {
  if (!(error instanceof RangeError && isOptionError(error))) return undefined;
  const { option, expected, got } = error;
  if (!NAMES.some((name) => name === option)) return undefined;
  return new UsageError(
    `${optionText(option, true)}: expected ${expected}, got ${got}`,
    option === "delimiter" ? namedDelimiter(got) : undefined,
  );
}

function listed(formats: readonly Format[]): string {
  const names = formats.map((format) => FORMAT_TABLE[format].shown);
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
