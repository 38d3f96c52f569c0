import { FORMATS } from "@dlg/total-core";
import { FORMAT_TABLE } from "@dlg/total-core/internal";
import { describe, expect, test } from "vitest";
import { testApp } from "../testing/test-app.js";
import { BODY_TYPES, PARAMETERS } from "./body-types.js";

test("the media types stand in the order in which answers list them", () => {
  expect(Object.keys(BODY_TYPES)).toEqual([
    "text/plain",
    "application/json",
    "application/x-ndjson",
    "text/csv",
    "text/tab-separated-values",
    "application/octet-stream",
  ]);
});

test("every option of a format can be given, but for keys, whose number the client would say", () => {
  const options = FORMATS.flatMap((format) => FORMAT_TABLE[format].options);
  const offered = [...new Set(options)].filter((option) => option !== "by");
  expect(Object.keys(PARAMETERS).sort()).toEqual(offered.sort());
});

const POSTED = FORMATS.filter((format) => FORMAT_TABLE[format].isNotStreamed !== true);

describe.each(POSTED)("%s is posted by its row in the table alone:", (format) => {
  const { mediaTypes, options } = FORMAT_TABLE[format];
  const post = (query: string, body: string) =>
    testApp().request(`/total${query}`, { method: "POST", headers: { "Content-Type": mediaTypes[0] }, body });

  test("with its first media type", async () => {
    const answer = await post("", format === "json" ? "[]" : "");
    expect([200, 422]).toContain(answer.status);
    expect(await answer.text()).not.toContain("Content-Type");
  });

  test.each(Object.entries(PARAMETERS))("?%s is for it where the row says so", async (name, { schema }) => {
    const value = { array: "a", string: "a", boolean: "true", integer: "1" }[schema.type];
    const answer = await post(`?${name}=${value}`, "");
    const isUnknown = !options.some((option) => option === name);
    const { detail = "" } = (await answer.json()) as { readonly detail?: string };
    expect(detail.startsWith(`${name}: expected a body of`)).toBe(isUnknown);
  });
});
