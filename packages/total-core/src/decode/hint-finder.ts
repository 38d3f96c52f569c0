/** All ways out of faults in data. */
import { nearestName } from "../basics/nearest-name.js";
import type { Hint, OptionValue, ProgramHint } from "../contract/hints.js";
import { columnHints, IN_WINDOWS_1252 } from "./csv/column-hints.js";
import { withHeaderBelow } from "./csv/header-below.js";
import type { HintFinder } from "./hints.js";
import { numberHints } from "./literals/number-hints.js";

/** In text a blank ends a number, so that `5 EUR` is two words. A cell of TSV may hold blanks, commas and semicolons. */
function amountALine(money: boolean | undefined): readonly Hint[] {
  const also: readonly OptionValue[] = [
    { option: "header", value: false },
    ...(money === true ? [] : [{ option: "money", value: true } as const]),
  ];
  return [{ option: "format", value: "tsv", also, when: "if each line is one amount" }];
}

/** The programs that open what is not read, and print. None is known for an OpenDocument file. */
function foreignHint(shown: string, head: Uint8Array): ProgramHint | undefined {
  if (shown.startsWith("UTF-16 without")) return recoded(head[0] === 0 ? "UTF-16BE" : "UTF-16LE");
  if (shown.startsWith("UTF-")) return recoded(shown);
  return OPENERS[shown];
}

function recoded(encoding: string): ProgramHint {
  return { program: `iconv -f ${encoding} -t UTF-8`, when: "in UTF-8" };
}

const OPENERS: Readonly<Record<string, ProgramHint>> = {
  "bzip2 data": { program: "bzip2 -dc", when: "decompressed" },
  "xz data": { program: "xz -dc", when: "decompressed" },
  "an Excel workbook": { program: "xlsx2csv", needsFile: true, format: "csv", when: "as CSV" },
  "a zip archive": { program: "unzip -p", needsFile: true, when: "what is in it" },
  "a 7z archive": { program: "7z e -so", needsFile: true, when: "what is in it" },
  "an old Excel workbook": { program: "in2csv -f xls", needsFile: true, format: "csv", when: "as CSV" },
};

export const HINT_FINDER: HintFinder = {
  ofNumber: numberHints,
  ofAmount: amountALine,
  ofColumn: columnHints,
  ofDelimiters: (delimiters) => delimiters.map((value) => ({ option: "delimiter", value })),
  ofForeign(shown, head) {
    const hint = foreignHint(shown, head);
    return hint && [hint];
  },
  nearest: nearestName,
  withHeaderBelow,
  quotes: [{ option: "quotes", value: false, when: "if quotes are characters like any others" }],
  numberComma: [
    { option: "decimal", value: ",", when: "if the comma is decimal" },
    { option: "thousands", value: ",", when: "if it groups thousands" },
  ],
  encoding: [IN_WINDOWS_1252],
  // A row of numbers may be data, or a header all the same: the caller has to say which.
  header: [
    { option: "header", value: false, when: "if the first row is numbers" },
    { option: "header", value: true, when: "if it is names" },
  ],
  missing: [{ option: "skipMissing", value: true, when: "to count objects without it as empty" }],
  // Where nothing names the format, documents may follow one another.
  sequence: [
    { program: "cat", asStored: true, format: "any", when: "if it is one JSON document after another" },
  ],
};
