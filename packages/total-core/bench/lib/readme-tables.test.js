import { expect, test } from "vitest";

import { judgedRow, skippedRow } from "./bars.js";
import { filled, table } from "./readme-tables.js";
import { measured } from "./statistics.js";

const results = {
  bench: "command",
  machine: "2 × processor, Node 20",
  rows: [
    judgedRow(
      { id: "a", what: "dlg total of amounts", unit: "s" },
      [measured("dlg", [0.2], true), measured("mawk", [1.1], false)],
      [{ against: "mawk", kind: "faster", required: 6, goal: 10 }],
    ),
    skippedRow({ id: "b", what: "dlg total of Parquet", unit: "s" }, "not yet"),
  ],
};

test("the block is filled between its marks, and filled anew the next time", () => {
  const readme = "before\n<!-- bench:start -->\nold\n<!-- bench:end -->\nafter\n";
  const once = filled(readme, table(results));
  expect(once).toContain(
    "| dlg total of amounts | 0.2 s ✓ | mawk 1.1 s ✗ | 5.5× faster | ≥ 6 | ≥ 10 | short |",
  );
  expect(once).not.toContain("Parquet");
  expect(once).toMatch(
    /^before\n<!-- bench:start -->\n\n[^]*2 × processor, Node 20[^]*\n\n<!-- bench:end -->\nafter\n$/,
  );
  expect(filled(once, table(results))).toBe(once);
});

test("a README without the marks is refused", () => {
  expect(() => filled("nothing", "")).toThrow("bench:start");
});

test("a bar in a name ends no cell", () => {
  const pipe = judgedRow(
    { id: "c", what: "dlg total of files", unit: "s" },
    [measured("dlg", [2], true), measured("cat | dlg", [1], true)],
    [{ against: "cat | dlg", kind: "at most", required: 5, goal: 2 }],
  );
  const once = table({ ...results, rows: [pipe] });
  expect(once).toContain("| dlg total of files | 2 s ✓ | cat \\| dlg 1 s ✓ | 2× | ≤ 5 | ≤ 2 | goal |");
});
