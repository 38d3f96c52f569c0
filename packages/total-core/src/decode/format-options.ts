/** THE check of a format's options: whoever takes options calls it before anything is read. */
import { wrongTypeOf } from "../basics/option-values.js";
import type { FormatOption, FormatOptions } from "../contract/format-options.js";
import { formatsWith, speaksTo, type Format } from "../contract/formats.js";
import { wantedColumn } from "../contract/wanted-column.js";
import { csvDialect } from "./csv/dialect.js";
import { keysFromField } from "./json/path.js";
import { checkSpelling, TEXT_SEPARATORS } from "./literals/spelling.js";

interface OptionRule {
  readonly type: "a string" | "a boolean" | "a string or a number";
  /** Checks a value of the right type, given to a format that the option speaks to. @throws OptionError, a RangeError */
  readonly check?: (options: FormatOptions, format: Format) => void;
}

const SPELLING: OptionRule = {
  type: "a string",
  check: (options, format) => checkSpelling(options, format === "text" ? TEXT_SEPARATORS : ""),
};

const RULES: Readonly<Record<FormatOption, OptionRule>> = {
  field: { type: "a string", check: ({ field = "" }) => keysFromField(field) },
  column: { type: "a string or a number", check: ({ column }) => wantedColumn("column", column) },
  header: { type: "a boolean" },
  quotes: { type: "a boolean" },
  delimiter: { type: "a string", check: (options) => csvDialect(options, "csv") },
  thousands: SPELLING,
  decimal: SPELLING,
  by: {
    type: "a string or a number",
    check: ({ by }, format) =>
      speaksTo("field", format) ? keysFromField(String(by), "by") : wantedColumn("by", by),
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
    const { type } = RULES[name];
    if (!type.includes(typeof options[name])) throw wrongTypeOf(name, type, options[name]);
  }
  for (const name of given) {
    if (format === undefined || speaksTo(name, format)) {
      RULES[name].check?.(options, format ?? formatsWith(name)[0]!);
    }
  }
}
