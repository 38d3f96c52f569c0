import { TotalError } from "@dlg/total-core";
import { expect, test } from "vitest";
import { withFieldHint } from "./field-hint.js";

const fault = (got: string): TotalError => new TotalError("BAD_NUMBER", { expected: "a number", got });

test("objects where no field of theirs was named may have one", async () => {
  const hints = [{ option: "field", value: "NAME", when: "for a field of the objects" }];
  expect(await withFieldHint(fault("an object"), {})).toMatchObject({ code: "BAD_NUMBER", hints });
});

test("every other error stays the same", async () => {
  const object = fault("an object");
  expect(await withFieldHint(object, { field: "a" })).toBe(object);
  for (const error of [fault('"x"'), new Error("an object")])
    expect(await withFieldHint(error, {})).toBe(error);
});

test.each([
  [".data[].x", "data.x"],
  ["$.data[*].x", "data.x"],
  ["data.*.x", "data.x"],
  [".x", "x"],
])("a path as jq or JSONPath writes it: %s is %s", async (field, value) => {
  const missing = new TotalError("NO_COLUMN", {
    expected: `the field "${field}"`,
    got: "an object without it",
  });
  const hints = [{ option: "field", value, when: "as a path of keys" }];
  expect(await withFieldHint(missing, { field })).toMatchObject({ hints });
  expect(await withFieldHint(missing, { field: ["y", field] })).toMatchObject({ hints });
  expect(await withFieldHint(missing, { field: ["y", value] })).toBe(missing);
});
