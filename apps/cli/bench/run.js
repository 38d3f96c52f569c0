/**
 * The command bench: `npm run bench`, or `node bench/run.js [row …]` for some rows of rows.js. Settings:
 * packages/total-core/bench/lib/settings.js.
 */
import { join } from "node:path";

import { absent, judgedRow, OURS, skippedRow } from "../../../packages/total-core/bench/lib/bars.js";
import { runCommand } from "../../../packages/total-core/bench/lib/command.js";
import { complaint } from "../../../packages/total-core/bench/lib/complaint.js";
import { interleave } from "../../../packages/total-core/bench/lib/interleave.js";
import { newReport } from "../../../packages/total-core/bench/lib/report.js";
import { isWanted, settingsFrom } from "../../../packages/total-core/bench/lib/settings.js";
import { median } from "../../../packages/total-core/bench/lib/statistics.js";
import { plainDecimal } from "../../../packages/total-core/bench/lib/truth.js";
import { duckdbCommand } from "./contenders.js";
import { newDataFolder } from "./data.js";
import { parquet } from "./makers.js";
import { KEY_BARS, KEYS, MEMORY_ROWS, ROWS } from "./rows.js";

/** @typedef {import("../../../packages/total-core/bench/lib/command.js").Run} Run */
/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Measured} Measured */
/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Row} Row */
/** @typedef {import("./contenders.js").Contender} Contender */
/** @typedef {import("./contenders.js").Missing} Missing */
/** @typedef {import("./data.js").DataFile} DataFile */

const settings = settingsFrom(import.meta.url);
const data = newDataFolder(settings.scale);
const report = newReport("command", settings);
process.once("SIGINT", () => void data.remove().finally(() => process.exit(130)));
try {
  for (const entry of ROWS) if (isWanted(settings, entry.id)) report.add(await measuredRow(entry));
  if (isWanted(settings, "more-keys")) report.add(keyRow(report.rows));
  for (const entry of MEMORY_ROWS)
    if (isWanted(settings, entry.id)) report.add(memoryRow(entry, report.rows));
} finally {
  await data.remove();
}
await report.end();

/**
 * @param {import("./rows.js").Entry} entry
 * @returns {Promise<Row>}
 */
async function measuredRow(entry) {
  const { id, what, bars, roundsFactor = 1 } = entry;
  const head = { id, what, unit: "s" };
  const file = await fileFor(entry.data);
  if (file === null) return skippedRow(head, "DuckDB, which writes the file, is not installed");

  const runners = /** @type {Contender[]} */ ([]);
  const missing = /** @type {Measured[]} */ ([]);
  for (const contender of entry.contenders(settings)) {
    const reason = "missing" in contender ? contender.missing : await refusal(contender, file);
    if (reason !== null && contender.name === OURS) return skippedRow(head, reason);
    if (reason === null) runners.push(/** @type {Contender} */ (contender));
    else missing.push(absent(contender.name, reason));
  }

  // Each one's first run, which showed that it can do this, has been its warm-up.
  const plan = {
    warmUps: 0,
    rounds: roundsFactor * settings.runs,
    roundsOf: ({ rounds = Infinity }) => rounds,
  };
  const runs = await interleave(runners, ({ command }) => runCommand(command(file.path)), plan);
  return judgedRow(
    head,
    [...[...runs].map(([contender, samples]) => measured(contender, samples, file)), ...missing],
    bars,
  );
}

/**
 * Runs the contender once: why it cannot do this, or null.
 * @param {Contender} contender
 * @param {DataFile} file
 */
async function refusal({ command }, { path }) {
  const { exitCode, stderr } = await runCommand(command(path));
  return exitCode === 0 ? null : `exit ${exitCode}: ${complaint(stderr)}`;
}

/**
 * @param {Contender} contender
 * @param {readonly Run[]} runs
 * @param {DataFile} file
 * @returns {Measured}
 */
function measured({ name, answers = true, total = plainDecimal, note }, runs, { truth }) {
  const seconds = runs.map((run) => run.seconds);
  const cpu = runs.flatMap((run) => run.cpuSeconds ?? []);
  const peaks = runs.flatMap((run) => run.peakMB ?? []);
  return {
    name,
    samples: seconds,
    median: median(seconds),
    correct: answers ? runs.every(({ exitCode, stdout }) => exitCode === 0 && total(stdout) === truth) : null,
    cpuSeconds: cpu.length === 0 ? null : median(cpu),
    peakMB: peaks.length === 0 ? null : Math.max(...peaks),
    ...(note === undefined ? {} : { note }),
  };
}

/**
 * The greatest peak of dlg's memory over some rows.
 * @param {typeof MEMORY_ROWS[number]} entry
 * @param {readonly Row[]} rows
 * @returns {Row}
 */
function memoryRow({ id: name, what, of, bars }, rows) {
  const head = { id: name, what, unit: "MB" };
  const peaks = rows
    .filter(({ id }) => of(id))
    .flatMap(({ id, contenders }) => {
      const peakMB = contenders.find((contender) => contender.name === OURS)?.peakMB;
      return peakMB == null ? [] : [{ id, peakMB }];
    });
  const worst = peaks.toSorted((a, b) => b.peakMB - a.peakMB)[0];
  if (worst === undefined) return skippedRow(head, "no row above was measured");
  const samples = peaks.map(({ peakMB }) => peakMB);
  return judgedRow(
    head,
    [{ name: OURS, samples, median: worst.peakMB, correct: null, note: `in ${worst.id}` }],
    bars,
  );
}

/**
 * The time of dlg for a key, where there are many keys and more.
 * @param {readonly Row[]} rows
 * @returns {Row}
 */
function keyRow(rows) {
  const head = { id: "key", what: "dlg total --by of 5·10^6 keys, the time of each key", unit: "µs" };
  const ofKey = (/** @type {keyof typeof KEYS} */ id, /** @type {string} */ name) => {
    const contenders = rows.find((row) => row.id === id)?.contenders;
    const samples = contenders?.find((contender) => contender.name === OURS)?.samples ?? [];
    const each = samples.map((seconds) => (seconds * 1e6) / (KEYS[id] * settings.scale));
    return { name, samples: each, median: each.length === 0 ? null : median(each), correct: null };
  };
  return judgedRow(head, [ofKey("more-keys", OURS), ofKey("keys", "10^6 keys")], KEY_BARS);
}

/**
 * @param {import("./rows.js").Entry["data"]} name
 * @returns {Promise<DataFile | null>}
 */
async function fileFor(name) {
  if (name !== "parquet" && name !== "mixed-parquet") return data.file(name);
  const duckdb = duckdbCommand(settings);
  const source = name === "parquet" ? "amounts" : "mixed-amounts";
  return duckdb && parquet(duckdb, await data.file(source), join(data.folder, `${source}.parquet`));
}
