/** Requests a second, and CPU time for each, beside bare Hono. */
import { cpuSeconds } from "../../../packages/total-core/bench/lib/proc.js";
import { judgedRow, OURS, skippedRow } from "../../../packages/total-core/bench/lib/bars.js";
import { interleave } from "../../../packages/total-core/bench/lib/interleave.js";
import { measured } from "../../../packages/total-core/bench/lib/statistics.js";
import { loadGenerator } from "./load.js";
import { startHello, startOurs } from "./service.js";

/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Row} Row */
/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Settings} Settings */

const HELLO = "bare Hono";
const COUNT = 1000;
const ANSWER = `{"total":${(COUNT * (COUNT - 1)) / 2}}`;
const CONNECTIONS = [50, 500];
const SECONDS = 3;

/**
 * @param {Settings} settings
 * @returns {Promise<Row[]>}
 */
export async function throughputRows(settings) {
  const load = loadGenerator(settings);
  if (load === null) return [skippedRow(head(50), "neither wrk nor autocannon is installed")];
  const services = [
    {
      name: OURS,
      service: await startOurs({ NUMBERS_COUNT: String(COUNT) }),
      path: "/total",
      answer: ANSWER,
    },
    { name: HELLO, service: await startHello(), path: "/", answer: '{"message":"hello, world"}' },
  ];
  try {
    const rows = [];
    for (const connections of CONNECTIONS)
      rows.push(...(await rowsAt(connections, services, load, settings)));
    return rows;
  } finally {
    for (const { service } of services) await service.stop();
  }
}

/**
 * @param {number} connections
 * @param {readonly { name: string, service: import("./service.js").Service, path: string, answer: string }[]} services
 * @param {import("./load.js").LoadGenerator} load
 * @param {Settings} settings
 */
async function rowsAt(connections, services, load, { runs, scale }) {
  const seconds = Math.max(1, Math.round(SECONDS * scale));
  const samples = await interleave(
    services,
    async ({ service, path }) => {
      const before = cpuSeconds(service.pid);
      const { requests, requestsPerSecond, failures } = await load(service.origin + path, {
        connections,
        seconds,
      });
      const after = cpuSeconds(service.pid);
      const microseconds = before === null || after === null ? null : ((after - before) / requests) * 1e6;
      return { requestsPerSecond, failures, microseconds };
    },
    { warmUps: 2, rounds: runs },
  );

  const rates = [];
  const costs = [];
  for (const [{ name, service, path, answer }, figures] of samples) {
    const text = await (await fetch(service.origin + path)).text();
    const correct = text === answer && figures.every(({ failures }) => failures === 0);
    rates.push(
      measured(
        name,
        figures.map(({ requestsPerSecond }) => requestsPerSecond),
        correct,
      ),
    );
    costs.push(
      measured(
        name,
        figures.flatMap(({ microseconds }) => microseconds ?? []),
        correct,
      ),
    );
  }
  const rate = judgedRow(head(connections), rates, [
    { against: HELLO, kind: "at least", required: 0.5, goal: 0.9 },
  ]);
  if (connections !== CONNECTIONS[0]) return [rate];
  const what = `CPU for each GET /total of ${COUNT.toLocaleString("en-US")} numbers, all middleware, ${connections} connections`;
  return [
    rate,
    judgedRow({ id: "cpu", what, unit: "µs" }, costs, [
      { against: HELLO, kind: "at most", required: 2, goal: 1.3 },
    ]),
  ];
}

/** @param {number} connections */
function head(connections) {
  const what = `GET /total of ${COUNT.toLocaleString("en-US")} numbers, no delay, ${connections} connections`;
  return { id: `requests-${connections}`, what, unit: "requests/s" };
}
