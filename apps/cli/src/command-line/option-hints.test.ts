import { TotalError, type OptionHint } from "@dlg/total-core";
import { expect, test } from "vitest";
import { withOptionHints } from "./option-hints.js";

const fault = (expected: string, got: string, hints: readonly OptionHint[] = []): TotalError =>
  new TotalError("NO_COLUMN", { place: { source: "-" }, expected, hints, got });

const messageOf = (error: unknown, field?: string): string =>
  (withOptionHints(error, field !== undefined) as Error).message;

test.each<readonly [string, readonly OptionHint[], string]>([
  [
    "a name in the header",
    [
      { option: "header", value: false },
      { option: "header", value: true },
    ],
    "a name in the header, or --no-header or --header",
  ],
  [
    "a closing quote for this one",
    [{ option: "quotes", value: false }],
    "a closing quote for this one, or --no-quotes",
  ],
  ['one of the columns "a or header: true", b', [], 'one of the columns "a or header: true", b'],
])("what could help are options of the command: %s", (expected, hints, inOptions) => {
  expect(messageOf(fault(expected, "x", hints))).toBe(`-: expected ${inOptions}, got x`);
});

test("objects where no field of theirs was named may have one", () => {
  const error = fault("a number", "an object");
  expect(messageOf(error)).toBe("-: expected a number, or --field, got an object");
  expect(withOptionHints(error, true)).toBe(error);
});

test("what needs no other words is the same error", () => {
  for (const error of [fault("a number", '"x"'), new Error("a fault of ours or header: true")]) {
    expect(withOptionHints(error, false)).toBe(error);
  }
});
