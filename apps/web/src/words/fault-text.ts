/** A fault in words. */
import type { Fault } from "../protocol.js";

/** `prices.csv, line 1204, column 7` */
export function faultTitle({ place: { source, line, column, offset } }: Fault): string {
  const parts = [source];
  if (line !== undefined) parts.push(`line ${line}`);
  if (column !== undefined) parts.push(`column ${column}`);
  else if (line === undefined && offset !== undefined) parts.push(`byte ${offset}`);
  const known = parts.filter((part) => part !== undefined && part !== "").join(", ");
  return known === "" ? "There is no total" : known;
}

export function faultText({ code, expected, got }: Fault): string {
  switch (code) {
    case undefined:
      return expected === "" ? `This should not have happened: ${got}` : `Expected ${expected}, got ${got}.`;
    case "SOURCE_UNAVAILABLE":
    case "SOURCE_CHANGED":
      return "The file has changed or gone since it was chosen, or may not be read. Choose it again.";
    default:
      return `Expected ${expected}, got ${got}.`;
  }
}
