/** The one check of a format's options. Every way in that takes options calls it before anything is read. */
import { checkedInteger, wrongTypeOf } from "../basics/option-values.js";
import { listOf, type FormatOption, type FormatOptions } from "../contract/format-options.js";
import { formatsWith, speaksTo, type Format } from "../contract/formats.js";
import { wantedColumns } from "../contract/wanted-column.js";
import { csvDialect, isCsv } from "./csv/dialect.js";
import { fieldPaths } from "./json/path.js";
import { checkSpelling, TEXT_SEPARATORS } from "./literals/spelling.js";

interface OptionRule {
  readonly type: "a string" | "a boolean" | "a number" | "a string or a number";
  /** Whether a list of several values may be given. */
  readonly takesList?: true;
  /** Checks a value of the right type, given to a format that the option speaks to. @throws OptionError, a RangeError */
  readonly check?: (options: FormatOptions, format: Format) => void;
}

const SPELLING: OptionRule = {
  type: "a string",
  check: (options, format) => checkSpelling(options, format === "text" ? TEXT_SEPARATORS : ""),
};

/** The options of CSV have to fit each other. */
function checkDialect(options: FormatOptions, format: Format): void {
  if (isCsv(format)) csvDialect(options, format);
}

const RULES: Readonly<Record<FormatOption, OptionRule>> = {
  field: { type: "a string", takesList: true, check: ({ field = "" }) => fieldPaths(field) },
  column: {
    type: "a string or a number",
    takesList: true,
    check: ({ column }) => wantedColumns("column", column),
  },
  skipMissing: { type: "a boolean" },
  header: { type: "a boolean" },
  quotes: { type: "a boolean", check: checkDialect },
  delimiter: { type: "a string", check: checkDialect },
  skipLines: {
    type: "a number",
    check: ({ skipLines }) => checkedInteger("skipLines", skipLines, { min: 0 }),
  },
  comment: { type: "a string", check: checkDialect },
  thousands: SPELLING,
  decimal: SPELLING,
  money: { type: "a boolean" },
  by: {
    type: "a string or a number",
    takesList: true,
    check: ({ by = "" }, format) =>
      speaksTo("field", format) ? fieldPaths(listOf(by).map(String), "by") : wantedColumns("by", by),
  },
};

const NAMES = Object.keys(RULES) as FormatOption[];

/**
 * Checks the types of all options, and the values of the ones that speak to the format.
 * @param format where it is not known yet, each option is checked as the first format that has it wants it
 * @throws OptionError: a TypeError or RangeError that names the `option`
 */
export function checkFormatOptions(format: Format | undefined, options: FormatOptions): void {
  const given = NAMES.filter((name) => options[name] !== undefined);
  for (const name of given) {
    const { type, takesList } = RULES[name];
    const value: unknown = options[name];
    if (takesList && Array.isArray(value)) {
      for (const one of value) if (!type.includes(typeof one)) throw wrongTypeOf(name, type, one);
    } else if (!type.includes(typeof value)) {
      throw wrongTypeOf(name, takesList ? `${type}, or a list of them` : type, value);
    }
  }
  for (const name of given) {
    if (format === undefined || speaksTo(name, format)) {
      RULES[name].check?.(options, format ?? formatsWith(name)[0]!);
    }
  }
}
