/** The ways out of a fault, as buttons say them. */
import type { Hint, OptionHint, OptionValue } from "@dlg/total-core";
import type { Fault, Reading } from "../protocol.js";

export interface WayOut {
  readonly label: string;
  /** The options that are read with then. */
  readonly change: Reading;
}

export function waysOut({ code, got, hints }: Fault, reading: Reading): readonly WayOut[] {
  const ways = hints.flatMap((hint) => {
    if (isOfSequence(hint)) return [{ label: SEQUENCE, change: { format: undefined, isSequence: true } }];
    if ("program" in hint) return [];
    const change = changeOf(hint);
    return change === undefined ? [] : [{ label: labelOf(hint, got), change }];
  });
  // An object in the place of the numbers is no number among others.
  if (code === "BAD_NUMBER" && got !== "an object" && reading.skipInvalid !== true) {
    ways.push({ label: "Skip what is no number, and count it", change: { skipInvalid: true } });
  }
  return ways;
}

/** The commands that make of a file what can be read. */
export function programs(hints: readonly Hint[]): readonly string[] {
  return hints.flatMap((hint) => ("program" in hint && !isOfSequence(hint) ? [hint.program] : []));
}

const SEQUENCE = "Read it as JSON documents one after another";

/** Whether the bytes are right as they are, and only their name or the user says something else of them. */
function isOfSequence(hint: Hint): boolean {
  return "program" in hint && hint.format === "any";
}

function valuesOf({ also = [], option, value }: OptionHint): readonly OptionValue[] {
  return [{ option, value }, ...also];
}

/** There is none for several columns or fields: the page takes one. */
function changeOf(hint: OptionHint): Reading | undefined {
  const values = valuesOf(hint);
  if (values.some(({ value }) => typeof value === "object")) return undefined;
  return Object.fromEntries(values.map(({ option, value }) => [option, value]));
}

function labelOf(hint: OptionHint, got: string): string {
  const [, meant] = /^if it means (.+)$/.exec(hint.when ?? "") ?? [];
  const [, literal] = /^"(.*)"$/.exec(got) ?? [];
  if (meant !== undefined && literal !== undefined) return `Read ${literal} as ${meant}`;
  return valuesOf(hint).map(inWords).join(", ");
}

const SIGNS: Readonly<Record<string, string>> = {
  ",": "a comma",
  ".": "a point",
  ";": "a semicolon",
  "|": "a bar",
  "\t": "a tab",
  " ": "a space",
  "\u00a0": "a no-break space",
  "\u202f": "a narrow no-break space",
  "'": "an apostrophe",
  "’": "an apostrophe",
  _: "an underscore",
  whitespace: "spaces",
};

/** How an option with its value reads: on a button, and among the options that are in use. */
export function inWords({ option, value }: OptionValue): string {
  const sign = SIGNS[String(value)] ?? String(value);
  switch (option) {
    case "format":
      return `Read it as ${String(value).toUpperCase()}`;
    case "header":
      return value === false ? "The first row is numbers" : "The first row is names";
    case "delimiter":
      return `Columns end with ${sign}`;
    case "decimal":
      return `The decimal sign is ${sign}`;
    case "thousands":
      return `Thousands are grouped by ${sign}`;
    case "money":
      return "The numbers are amounts of money";
    case "quotes":
      return value === false ? "Quotes are characters like any others" : "Cells may stand in quotes";
    case "skipLines":
      return value === 1 ? "Pass over the first line" : `Pass over the first ${value} lines`;
    case "comment":
      return `Lines that begin with ${value} are no rows`;
    case "skipMissing":
      return "Count objects without the field as empty";
    case "column":
      return `Column ${value}`;
    case "field":
      return `Field ${value}`;
    case "by":
      return `By ${value}`;
  }
}
