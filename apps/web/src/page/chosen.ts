/** Which column or field is totalled, where the user has not said it. */
import type { Look, Reading } from "../protocol.js";

export interface Chosen {
  readonly reading: Reading;
  /** The choice that the user has to make first. */
  readonly missing: "column" | "field" | undefined;
}

/** The only one that has numbers. Where there are several, a wrong one would be a wrong total. */
export function chosen({ columns, fields }: Look, reading: Reading): Chosen {
  if (columns.length > 0) {
    const choices = columns.map(({ choice }) => choice);
    const known = (choice: string | number | undefined) =>
      choices.find((one) => one === choice || String(one) === String(choice));
    const numeric = columns.filter(({ isNumeric }) => isNumeric);
    const [only] = columns.length === 1 ? columns : numeric.length === 1 ? numeric : [];
    const column = known(reading.column) ?? only?.choice;
    return {
      reading: { ...reading, column, by: known(reading.by) },
      missing: column === undefined ? "column" : undefined,
    };
  }
  if (fields.length === 0 && reading.field === undefined) {
    return { reading: { ...reading, by: undefined }, missing: undefined };
  }
  const numeric = fields.filter(({ isNumeric }) => isNumeric);
  if (reading.field !== undefined || numeric.some(({ path }) => path === "")) {
    return { reading, missing: undefined };
  }
  if (numeric.length === 1) return { reading: { ...reading, field: numeric[0]!.path }, missing: undefined };
  return { reading, missing: numeric.length === 0 ? undefined : "field" };
}
