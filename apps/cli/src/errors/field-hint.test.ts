import { TotalError } from "@dlg/total-core";
import { expect, test } from "vitest";
import { withFieldHint } from "./field-hint.js";

const fault = (got: string): TotalError => new TotalError("BAD_NUMBER", { expected: "a number", got });

test("objects where no field of theirs was named may have one", () => {
  const hints = [{ option: "field", value: "NAME", when: "for a field of the objects" }];
  expect(withFieldHint(fault("an object"), undefined)).toMatchObject({ code: "BAD_NUMBER", hints });
});

test("every other error stays the same", () => {
  const object = fault("an object");
  expect(withFieldHint(object, "a")).toBe(object);
  for (const error of [fault('"x"'), new Error("an object")])
    expect(withFieldHint(error, undefined)).toBe(error);
});

test.each([
  [".data[].x", "data.x"],
  ["$.data[*].x", "data.x"],
  ["data.*.x", "data.x"],
  [".x", "x"],
])("a path as jq or JSONPath writes it: %s is %s", (field, value) => {
  const missing = new TotalError("NO_COLUMN", {
    expected: `the field "${field}"`,
    got: "an object without it",
  });
  const hints = [{ option: "field", value, when: "as a path of keys" }];
  expect(withFieldHint(missing, field)).toMatchObject({ hints });
  expect(withFieldHint(missing, ["y", field])).toMatchObject({ hints });
  expect(withFieldHint(missing, ["y", value])).toBe(missing);
});
