/** The time from start to first answer, beside bare Hono. */
import { judgedRow, OURS } from "../../../packages/total-core/bench/lib/bars.js";
import { interleave } from "../../../packages/total-core/bench/lib/interleave.js";
import { measured } from "../../../packages/total-core/bench/lib/statistics.js";
import { startHello, startOurs } from "./service.js";

const HELLO = "bare Hono";

/** @param {import("../../../packages/total-core/bench/lib/types.d.ts").Settings} settings */
export async function startRows({ runs }) {
  const contenders = [
    { name: OURS, start: () => startOurs({}) },
    { name: HELLO, start: startHello },
  ];
  const samples = await interleave(
    contenders,
    async ({ start }) => {
      const service = await start();
      await service.stop();
      return service.secondsToReady * 1000;
    },
    { warmUps: 2, rounds: 3 * runs },
  );
  const figures = [...samples].map(([{ name }, milliseconds]) => measured(name, milliseconds));
  const bars = [{ against: HELLO, kind: /** @type {const} */ ("at most"), required: 1.6, goal: 1.15 }];
  return [judgedRow({ id: "start", what: "start to ready", unit: "ms" }, figures, bars)];
}
