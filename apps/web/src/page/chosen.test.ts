import { describe, expect, test } from "vitest";
import type { Look } from "../protocol.js";
import { chosen } from "./chosen.js";

function table(...columns: [name: string, isNumeric: boolean][]): Look {
  return {
    format: "csv",
    isTold: true,
    columns: columns.map(([name, isNumeric]) => ({ name, choice: name, isNumeric })),
    fields: [],
  };
}

function json(...fields: [path: string, isNumeric: boolean][]): Look {
  return {
    format: "json",
    isTold: true,
    columns: [],
    fields: fields.map(([path, isNumeric]) => ({ path, isNumeric })),
  };
}

describe("a column", () => {
  test("is the only one, or the only one with numbers", () => {
    expect(chosen(table(["a", false]), {}).reading.column).toBe("a");
    expect(chosen(table(["a", false], ["b", true]), {}).reading.column).toBe("b");
  });

  test("is asked for where several have numbers, or none", () => {
    expect(chosen(table(["a", true], ["b", true]), {}).missing).toBe("column");
    expect(chosen(table(["a", false], ["b", false]), {}).missing).toBe("column");
  });

  test("is the one that the user says, as long as there is one", () => {
    const look = table(["a", true], ["b", true]);
    expect(chosen(look, { column: "b", by: "a" })).toEqual({
      reading: { column: "b", by: "a" },
      missing: undefined,
    });
    expect(chosen(look, { column: "c", by: "d" })).toEqual({
      reading: { column: undefined, by: undefined },
      missing: "column",
    });
  });

  test("that is chosen by position comes from the page as text", () => {
    const look: Look = {
      ...table(),
      columns: [1, 2].map((choice) => ({ name: "", choice, isNumeric: true })),
    };
    expect(chosen(look, { column: "2" }).reading.column).toBe(2);
  });
});

describe("a field", () => {
  test("is none where the numbers stand in no object", () => {
    expect(chosen(json(["", true]), {})).toEqual({ reading: {}, missing: undefined });
  });

  test("is the only one with numbers, or the one that the user says", () => {
    expect(chosen(json(["a", true], ["b", false]), {}).reading.field).toBe("a");
    expect(chosen(json(["a", true], ["b", true]), { field: "b" }).reading.field).toBe("b");
  });

  test("is asked for where several have numbers; where none has, the library says what is wrong", () => {
    expect(chosen(json(["a", true], ["b", true]), {}).missing).toBe("field");
    expect(chosen(json(["a", false]), {}).missing).toBeUndefined();
    expect(chosen(json(), {}).missing).toBeUndefined();
  });
});

test("keys are forgotten where there is nothing that could have them", () => {
  const look: Look = { format: "text", isTold: false, columns: [], fields: [] };
  expect(chosen(look, { by: "a" }).reading.by).toBeUndefined();
});
