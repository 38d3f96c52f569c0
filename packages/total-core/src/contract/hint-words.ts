import { optionValues, type Hint } from "./hints.js";

/** A way out in the words of the library: `header: false`. */
export function hintInOptions(hint: Hint): string {
  if ("program" in hint && hint.format === "any") return "streamNumbers without a format";
  if ("program" in hint) return `what \`${hint.program}\` makes of it`;
  return optionValues(hint)
    .map(({ option, value }) => `${option}: ${JSON.stringify(value)}`)
    .join(" and ");
}
