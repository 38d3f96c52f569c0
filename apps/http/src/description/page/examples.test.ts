import { describe, expect, test } from "vitest";
import { examplesOf, OPENAPI } from "../../testing/openapi.js";
import { exampleNames, exampleRequest, type Described } from "./examples.js";

const described = OPENAPI as Described;
const POST_TOTAL = ["/total", "post"] as const;
const { parameters = [], requestBody, responses } = OPENAPI.paths["/total"]!["post"]!;
const shown = new Map(examplesOf({ "200": responses["200"]! }).map((example) => [example.name, example]));
const nothing = Object.fromEntries(parameters.map(({ name }) => [name, undefined]));

const bodies = Object.entries(requestBody!.content).flatMap(([type, { examples = {} }]) =>
  Object.keys(examples).map((name) => ({ type, name })),
);

describe("an example of a body is asked for as its answer says:", () => {
  test.each(bodies)("$name of $type", ({ name }) => {
    const { query = "" } = shown.get(name)?.["x-how-to-get"] ?? {};
    const request = exampleRequest(described, POST_TOTAL, name);
    const given = Object.entries(request.parameters).flatMap(([parameter, value]) =>
      value === undefined ? [] : [value].flat().map((one) => [parameter, one]),
    );
    expect(given.sort()).toEqual([...new URLSearchParams(query)].sort());
    expect(request.accept).toBe(shown.get(name)?.type);
  });
});

test("several values of a parameter are a list, as is one of a parameter that may have several", () => {
  expect(exampleRequest(described, POST_TOTAL, "csv-columns").parameters).toEqual({
    ...nothing,
    column: ["amount", "tax"],
  });
  expect(exampleRequest(described, POST_TOTAL, "tsv").parameters).toEqual({
    ...nothing,
    column: ["2"],
    header: "false",
  });
});

test("without an example no parameter is given, and JSON is wanted", () => {
  expect(exampleRequest(described, POST_TOTAL, undefined)).toEqual({
    parameters: nothing,
    accept: "application/json",
  });
});

test("the examples of a media type are known by their names", () => {
  expect(exampleNames(described, POST_TOTAL, "text/csv")).toEqual(["csv", "csv-columns", "csv-spelling"]);
  expect(exampleNames(described, POST_TOTAL, "image/png")).toEqual([]);
});
