import { Groups } from "@dlg/total-core/internal";

/** Groups of one number each: of the decimal that a text spells, or of a binary number. */
export function groupsOf(totals: Readonly<Record<string, string | number>>): Groups {
  const groups = new Groups();
  for (const [key, number] of Object.entries(totals)) {
    groups.begin(key);
    if (typeof number === "number") groups.doubles(Float64Array.of(number));
    else addDecimal(groups, number);
  }
  return groups;
}

function addDecimal(groups: Groups, text: string): void {
  const [digits = "", exponent = "0"] = text.split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  groups.decimal(BigInt(whole + fraction), Number(exponent) - fraction.length, 1);
}
