/** The ways out where a table has not the column that the caller asked for. */
import type { Hint } from "../../contract/hints.js";
import type { WantedColumn } from "../../contract/wanted-column.js";
import type { Table } from "../hints.js";

/** The encoding of most tables that are neither UTF-8 nor UTF-16; in ISO 8859-1 and -15 letters have the same bytes. */
export const IN_WINDOWS_1252: Hint = {
  program: "iconv -f WINDOWS-1252 -t UTF-8",
  when: "if it is in Windows-1252",
};

/** @param nearest the column whose name is near, if any */
export function columnHints(
  option: "column" | "by",
  { name }: WantedColumn,
  { header, count, otherDelimiter }: Table,
  nearest: string | undefined,
): readonly Hint[] {
  if (name !== undefined && header !== undefined) {
    const { considered } = header;
    const areOthersUtf8 = considered.every((other) => !other.includes("\ufffd"));
    if (/\P{ASCII}/u.test(name) && !areOthersUtf8) return [IN_WINDOWS_1252];
    const names = name.split(",").map((part) => part.trim());
    const isColumn = (part: string): boolean => considered.includes(part) || isPosition(part, count);
    if (names.length > 1 && names.every(isColumn)) return [{ option, value: names, when: "for several" }];
  }
  // If a column is missing that is not near in name to another one, the delimiter may be wrong.
  if (nearest !== undefined || otherDelimiter === undefined) return [];
  return [{ option: "delimiter", value: otherDelimiter }];
}

function isPosition(text: string, count: number): boolean {
  return /^[1-9]\d*$/.test(text) && Number(text) <= count;
}
