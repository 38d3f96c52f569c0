import { expect, test } from "vitest";

import { smokeRun } from "../../../packages/total-core/bench/lib/smoke.js";
import { MEMORY_ROWS, ROWS } from "./rows.js";

test("the command bench runs, and every total of ours is right", async () => {
  const { machine, rows } = await smokeRun(import.meta.dirname);
  expect(machine).toContain(`Node ${process.versions.node}`);
  const measured = rows.filter(({ skipped }) => skipped === undefined).map(({ id }) => id);
  const derived = ["key", ...MEMORY_ROWS.map(({ id }) => id)];
  const all = [...ROWS.map(({ id }) => id), ...derived];
  // DuckDB writes the Parquet files, and is not fetched for a test.
  expect(all.filter((id) => !measured.includes(id) && !id.startsWith("parquet"))).toEqual([]);
  for (const { id, contenders } of rows.filter(
    (row) => measured.includes(row.id) && !derived.includes(row.id),
  )) {
    expect([id, contenders.find(({ name }) => name === "dlg")?.correct]).toEqual([id, true]);
  }
});
