/** The way out where an option means nothing to any source. */
import type { Format } from "@dlg/total-core";
import { listOf, needsField, type FormatOption, type OneOrMore } from "@dlg/total-core/internal";
import type { Suggestion } from "../errors/usage-error.js";
import { lineWithStandardInput } from "./repeated-line.js";
import { shellWord } from "./shell-word.js";

const OBJECTS: readonly Format[] = ["json", "ndjson"];
const TABLES: readonly Format[] = ["csv", "tsv", "parquet"];

/**
 * @param formats of all sources; none where there are only numbers
 * @param spoken the formats that know the option
 */
export function wayOutOfUnspoken(
  option: FormatOption,
  value: unknown,
  { formats, spoken }: { readonly formats: readonly Format[]; readonly spoken: readonly Format[] },
): Suggestion {
  // Nothing is to be read, mostly because standard input was not named.
  if (formats.length === 0) return (args) => `On standard input: ${lineWithStandardInput(args)}`;
  const isIn = (some: readonly Format[]): boolean => formats.some((format) => some.includes(format));
  if (option === "column" && isIn(OBJECTS)) return `In JSON: ${words("--field", value)}`;
  if (OBJECTS.some((format) => needsField(option, format)) && isIn(OBJECTS)) {
    return "In JSON it is for strings, to which --field leads.";
  }
  if (option === "field" && isIn(TABLES)) return `In a table: ${words("--column", value)}`;
  return spoken.includes("csv")
    ? "If it is a table, whatever it is called: --format csv"
    : "If it is JSON, whatever it is called: --format json";
}

function words(option: string, value: unknown): string {
  return listOf(value as OneOrMore<string | number>)
    .map((one) => `${option} ${shellWord(String(one))}`)
    .join(" ");
}
