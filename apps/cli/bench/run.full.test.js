import { expect, test } from "vitest";

import { smokeRun } from "../../../packages/total-core/bench/lib/smoke.js";

test("the command bench runs, and every total of ours is right", async () => {
  const { machine, rows } = await smokeRun(import.meta.dirname);
  expect(machine).toContain(`Node ${process.versions.node}`);
  const ours = rows.flatMap(({ contenders }) => contenders.filter(({ name }) => name === "dlg"));
  expect(ours.filter(({ correct }) => correct === true).length).toBeGreaterThan(0);
  expect(ours.filter(({ correct }) => correct === false)).toEqual([]);
});
