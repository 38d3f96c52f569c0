/**
 * The library bench: `npm run bench`, or `node bench/run.js [row …]` for some rows of rows.js. Settings: lib/settings.js.
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { absent, judgedRow } from "./lib/bars.js";
import { newReport } from "./lib/report.js";
import { node26 } from "./lib/rivals.js";
import { isWanted, settingsFrom } from "./lib/settings.js";
import { ROWS } from "./rows.js";

/** @typedef {import("./rows.js").Measurement} Measurement */
/** @typedef {import("./lib/types.d.ts").Measured} Measured */

/** As a Content-Security-Policy without 'wasm-unsafe-eval' leaves it. */
const NO_WEBASSEMBLY = "data:text/javascript,delete globalThis.WebAssembly";

const FLAGS = {
  this: [],
  node26: ["--js-sum-precise"],
  "without WebAssembly": ["--import", NO_WEBASSEMBLY],
};

const settings = settingsFrom(import.meta.url);
const report = newReport("library", settings);

/** @type {Map<Measurement, readonly Measured[]>} */
const done = new Map();
for (const { id, what, ours, measurement, bars, needs } of ROWS) {
  if (!isWanted(settings, id)) continue;
  const all = done.get(measurement) ?? measured(measurement);
  // A later row of the same measurement shows only the figures that it compares.
  const compared = new Set([ours, ...bars.map(({ against }) => against)]);
  const contenders = done.has(measurement) ? all.filter(({ name }) => compared.has(name)) : all;
  done.set(measurement, all);
  report.add(judgedRow({ id, what, unit: "ns/number", ours, needs }, contenders, bars));
}
await report.end();

/**
 * @param {Measurement} measurement
 * @returns {readonly Measured[]}
 */
function measured(measurement) {
  const runtime = measurement.runtime === "node26" ? node26(settings) : process.execPath;
  if (runtime === null) return measurement.contenders.map((name) => absent(name, "Node 26 is not installed"));
  const flags = FLAGS[measurement.runtime ?? "this"];
  const task = JSON.stringify({ measurement, rounds: settings.runs, scale: settings.scale });
  const output = execFileSync(runtime, [...flags, join(import.meta.dirname, "measure.js"), task], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(output);
}
