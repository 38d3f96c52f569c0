/** Prints each row when it is measured, and writes all of them to the result file. */
import { writeFileSync } from "node:fs";

import { barText, figure } from "./format.js";
import { formatted } from "./formatted.js";
import { machineLine } from "./machine.js";

/** @typedef {import("./types.d.ts").Measured} Measured */
/** @typedef {import("./types.d.ts").Row} Row */
/** @typedef {import("./types.d.ts").Settings} Settings */

/**
 * @param {string} bench its name
 * @param {Settings} settings
 */
export function newReport(bench, { scale, resultsPath }) {
  const machine = machineLine();
  const rows = /** @type {Row[]} */ ([]);
  console.log(machine);
  if (scale !== 1) console.log(`at ${scale} of the full size: these ratios are not section 8's`);
  return {
    /** @param {Row} row */
    add(row) {
      rows.push(row);
      printRow(row);
    },
    rows: /** @type {readonly Row[]} */ (rows),
    async end() {
      printSum(rows);
      if (resultsPath === null) return;
      const results = /** @satisfies {import("./types.d.ts").Results} */ ({ bench, machine, rows });
      writeFileSync(resultsPath, await formatted(resultsPath, JSON.stringify(results, rounded)));
      console.log(`written to ${resultsPath}`);
    },
  };
}

/** @param {Row} row */
function printRow({ id, what, unit, contenders, bars, verdict, note, skipped }) {
  console.log(`\n${id}: ${what}${skipped === undefined ? `  [${verdict}]` : ""}`);
  if (skipped !== undefined) console.log(`  skipped: ${skipped}`);
  for (const contender of contenders) console.log(`  ${contenderText(contender, unit)}`);
  for (const bar of bars) console.log(`  ${barText(bar)}`);
  if (note !== undefined) console.log(`  ${note}`);
}

/**
 * @param {Measured} measured
 * @param {string} unit
 */
function contenderText({ name, samples, median, correct, peakMB, cpuSeconds, note, skipped }, unit) {
  const label = name.padEnd(28);
  if (median === null) return `${label} ${skipped ?? "not measured"}`;
  const mark = correct === null ? " " : correct ? "✓" : "✗";
  const parts = [`${figure(median).padStart(9)} ${unit} ${mark}`];
  if (samples.length > 1)
    parts.push(`${figure(Math.min(...samples))} to ${figure(Math.max(...samples))}, ${samples.length} runs`);
  if (cpuSeconds != null) parts.push(`CPU ${figure(cpuSeconds)} s`);
  if (peakMB != null) parts.push(`peak ${figure(peakMB)} MB`);
  if (note !== undefined) parts.push(note);
  return `${label} ${parts.join("  ")}`;
}

/** @param {readonly Row[]} rows */
function printSum(rows) {
  const count = (/** @type {Row["verdict"]} */ verdict) =>
    rows.filter((row) => row.verdict === verdict).length;
  const short = rows.filter(({ verdict }) => verdict === "short").map(({ id }) => id);
  console.log(
    `\n${count("goal")} at their goal, ${count("met")} met, ${short.length} short${short.length > 0 ? ` (${short.join(", ")})` : ""}`,
  );
}

/**
 * Rounded to the digits that a measurement has, which keeps diffs short.
 * @param {string} _key
 * @param {unknown} value
 */
function rounded(_key, value) {
  return typeof value === "number" ? Number(value.toPrecision(4)) : value;
}
