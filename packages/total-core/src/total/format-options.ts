import { wrongType } from "../basics/describe.js";
import type { FormatOptions } from "../contract/numbers-api.js";

const EXPECTED: Readonly<Record<keyof FormatOptions, "a string" | "a boolean" | "a string or a number">> = {
  field: "a string",
  column: "a string or a number",
  header: "a boolean",
  quotes: "a boolean",
  delimiter: "a string",
  thousands: "a string",
  decimal: "a string",
  by: "a string or a number",
};

const OPTIONS = Object.keys(EXPECTED) as (keyof FormatOptions)[];

/** What their values have to be beyond that, the decoders check. @throws TypeError */
export function checkFormatOptions(options: FormatOptions): void {
  for (const option of OPTIONS) {
    const value = options[option];
    if (value !== undefined && !EXPECTED[option].includes(typeof value)) {
      throw wrongType(option, EXPECTED[option], value);
    }
  }
}
