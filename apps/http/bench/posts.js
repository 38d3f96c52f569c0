/** How fast the service totals a large body, against `JSON.parse` and a loop in bare Hono. */
import { judgedRow, OURS, skippedRow } from "../../../packages/total-core/bench/lib/bars.js";
import { interleave } from "../../../packages/total-core/bench/lib/interleave.js";
import { measured } from "../../../packages/total-core/bench/lib/statistics.js";
import { bodyOfIntegers, postBody, postRefusal } from "./bodies.js";
import { startHello, startOurs } from "./service.js";

const RIVAL = "JSON.parse and a loop";

/**
 * @param {import("../../../packages/total-core/bench/lib/types.d.ts").Settings} settings
 * @returns {Promise<import("../../../packages/total-core/bench/lib/types.d.ts").Row[]>}
 */
export async function postRows({ runs, scale }) {
  const head = { id: "post-json", what: "POST /total of a JSON array of 10^7, 79 MB", unit: "MB/s" };
  const contenders = [
    { name: OURS, service: await startOurs({}) },
    { name: RIVAL, service: await startHello() },
  ];
  try {
    const refusal = await postRefusal(contenders[0]?.service.origin ?? "");
    if (refusal !== null) return [skippedRow(head, refusal)];
    const body = bodyOfIntegers(scale);
    const samples = await interleave(
      contenders,
      async ({ service }) => {
        const start = process.hrtime.bigint();
        const { text } = await postBody(service.origin, body);
        const seconds = Number(process.hrtime.bigint() - start) / 1e9;
        return { rate: body.bytes / 1e6 / seconds, correct: text.startsWith(`{"total":${body.total}`) };
      },
      { warmUps: 2, rounds: runs },
    );
    const figures = [...samples].map(([{ name }, posts]) =>
      measured(
        name,
        posts.map(({ rate }) => rate),
        posts.every(({ correct }) => correct),
      ),
    );
    return [judgedRow(head, figures, [{ against: RIVAL, kind: "at least", required: 2.5, goal: 5 }])];
  } finally {
    for (const { service } of contenders) await service.stop();
  }
}
