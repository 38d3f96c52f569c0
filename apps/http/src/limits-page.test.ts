import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { configFromEnv } from "./config.js";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("../deploy/limits.md");
const readme = read("../README.md");

/** The rows of the page's tables that have a variable, with its default. */
const rows = [...page.matchAll(/^\|[^|]*\| `([A-Z_]+)` *\| (\d+) *\|/gm)].map(
  ([, name = "", value = ""]) => ({
    name,
    value,
  }),
);

describe("the page of bounds", () => {
  test.each(rows)("has the default of $name", ({ name, value }) => {
    expect(configFromEnv({ [name]: value })).toEqual(configFromEnv({}));
    expect(configFromEnv({ [name]: String(Number(value) + 1) })).not.toEqual(configFromEnv({}));
  });

  test("leaves out none that bounds", () => {
    const table = readme.slice(readme.indexOf("## Configuration"), readme.indexOf("## Columns and dialects"));
    const bounds = [...table.matchAll(/`((?:MAX_\w+|\w+_(?:TIMEOUT|DEADLINE|DELAY)_MS))`/g)]
      .map(([, name]) => name)
      .filter((name) => !name!.startsWith("NUMBERS_"));
    expect(bounds.length).toBeGreaterThan(9);
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...new Set(bounds)].toSorted());
  });

  test("is what the service's own page refers to", () => {
    expect(readme).toContain("](deploy/limits.md)");
  });
});
