/** A header that is not the first row. */
import { describe, expect, test } from "vitest";
import { TotalError } from "../../contract/errors.js";
import type { Hint } from "../../contract/hints.js";
import type { EncodedBatch } from "../../contract/numbers-api.js";
import { Total } from "../../total/total.js";
import { firstRow } from "./first-row.js";

type Options = Partial<EncodedBatch>;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function faultOf(run: () => unknown): readonly Hint[] {
  try {
    run();
  } catch (error) {
    if (error instanceof TotalError) return error.hints;
    throw error;
  }
  throw new Error("expected a fault");
}

const hintsOf = (text: string, options: Options): readonly Hint[] =>
  faultOf(() => new Total().addAll({ format: "csv", ...options, bytes: bytesOf(text) }));

const skip = (value: number): readonly Hint[] => [
  { option: "skipLines", value, when: `if its header is line ${value + 1}` },
];

const BANK = 'Konto;DE12\nZeitraum;Juni, 2026\n\n"Buchung";"Betrag (""EUR"")";Saldo\n1.6.;1;2\n';

describe("where the first row lacks a column that a row below has, the way out is to skip to it", () => {
  // prettier-ignore
  test.each<[string, Options, number]>([
    [BANK, { column: "Saldo" }, 3],
    [BANK, { column: 'Betrag ("EUR")' }, 3],
    [BANK, { column: ["Saldo", "Buchung"] }, 3],
    [BANK, { column: "Saldo", skipLines: 1 }, 3],
    [BANK.replaceAll("\n", "\r\n"), { column: "Saldo" }, 3],
    [`\n# a\n${BANK}`, { column: "Saldo", comment: "#" }, 5],
    [BANK.replaceAll(";", "\t"), { column: "Saldo", format: "tsv" }, 3],
    ["of June\n\nNAME   SIZE\na      1\n", { column: "SIZE", delimiter: "whitespace" }, 2],
    ['"a\nb",c\nd,n\n1,2\n', { column: "n" }, 2],
  ])("%j with %j: %i", (text, options, value) => {
    expect(hintsOf(text, options)).toEqual(skip(value));
  });

  test.each<[string, Options]>([
    [BANK, { column: "Soll" }],
    [BANK, { column: ["Saldo", "Soll"] }],
    [BANK, { column: "Saldo", delimiter: "," }],
    [BANK, { column: 9 }],
    ["a\n1\n", { column: "1;2" }],
  ])("not %j with %j", (text, options) => {
    expect(hintsOf(text, options)).not.toContainEqual(expect.objectContaining({ option: "skipLines" }));
  });

  test("as before a long file is cut for threads", () => {
    expect(faultOf(() => firstRow(bytesOf(BANK), "csv", { column: "Saldo" }))).toEqual(skip(3));
  });
});
