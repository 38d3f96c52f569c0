/** A missing column may be one of another delimiter. */
import { describe, expect, test } from "vitest";
import type { Hint } from "../../contract/hints.js";
import type { EncodedBatch } from "../../contract/numbers-api.js";
import { TotalError } from "../../contract/errors.js";
import { Total } from "../../total/total.js";

function hintsOf(text: string, options: Partial<EncodedBatch>): readonly Hint[] | string {
  try {
    const bytes = new TextEncoder().encode(text);
    return new Total().addAll({ format: "csv", column: "n", ...options, bytes }).toString();
  } catch (error) {
    if (error instanceof TotalError) return error.hints;
    throw error;
  }
}

describe("where a column is missing, the way out is the other delimiter that the first row holds", () => {
  // prettier-ignore
  test.each<[string, Partial<EncodedBatch>, string]>([
    ["a;b,c;n\n1;2,3;4\n", {}, ";"],
    ["a\tb|n\n1\t2|3\n", {}, "\t"],
    ["a|b,c|d;n|\n1|2,3|4;5|\n", {}, "|"],
    ["a;n\n1;2\n", { format: "tsv" }, ";"],
    ["a,n\n1,2\n", { format: "tsv" }, ","],
    ["a;n\n1;2\n", { delimiter: "," }, ";"],
    ["a, x;n\n1;2\n", { delimiter: "whitespace" }, ","],
    ["USER  PID n\nme 5 2\n", {}, "whitespace"],
    ["USER  PID\nme 5\n", { delimiter: "whitespace" }, ""],
    ["sep=|\na|n\n1|2\n", { delimiter: "," }, "|"],
    ["sep=;\na;n\n1;2\n", { delimiter: "whitespace" }, ";"],
    ["sep=;\na;b\n1;2\n", { delimiter: ";" }, ""],
    ["sep=;\na;b\n1;2\n", {}, ""],
    ["sep=|\na;n\n1;2\n", {}, ";"],
    ["a\n1\n", { column: "n" }, ""],
    ["a b\n1\n", { column: "n" }, ""],
    ['"a;b",c\n1,2\n', {}, ""],
    ["a;b,n1\n1,2\n", { column: "n2" }, ""],
    ["a;b,c\n1,2\n", { column: undefined }, ""],
  ])("%j with %j: %j", (text, options, value) => {
    expect(hintsOf(text, options)).toEqual(value === "" ? [] : [{ option: "delimiter", value }]);
  });

  // prettier-ignore
  test.each<[string, Partial<EncodedBatch>, string]>([
    ["a;b|c\n5\n1;2|3\n", {}, ";"],
    ["a;b\n1;2\n", { format: "tsv" }, ";"],
    ["USER  PID n\nme 5 2\n", {}, "whitespace"],
    ["a;b|c\nx\n", {}, ""],
    ["n\n1;2\n", {}, ""],
    ['"a;b|c",n\n1;2,x\n', {}, ""],
  ])("and where the only one holds no number: %j with %j: %j", (text, options, value) => {
    const hints = hintsOf(text, { ...options, column: 1 });
    expect(hints).toEqual(value === "" ? [] : [{ option: "delimiter", value }]);
  });

  test("a second field where there is one column may be the decimals of the first, or its last groups", () => {
    expect(hintsOf("n\n1\n2,5\n", {})).toEqual([
      { option: "decimal", value: ",", when: "if the comma is decimal" },
      { option: "thousands", value: ",", when: "if it groups thousands" },
    ]);
    expect(hintsOf("n\n1\n2;5\n", { delimiter: ";" })).toEqual([]);
    expect(hintsOf("n\n1\n2,5\n", { decimal: "," })).toBe("3.5");
    expect(hintsOf("n\n1\n1,204.50\n", { thousands: "," })).toBe("1205.5");
    expect(hintsOf("n,m\n1,2,3\n", {})).toEqual([]);
  });

  test("which helps", () => {
    expect(hintsOf("a;b,c;n\n1;2,3;4\n", { delimiter: ";" })).toBe("4");
    expect(hintsOf("USER  PID n\nme 5 2\n", { delimiter: "whitespace" })).toBe("2");
  });
});
