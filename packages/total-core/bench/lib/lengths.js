/** The table in docs/limits.md that compares `total` of short and long lists with a loop. */
import { ratioFigure } from "./format.js";

/** @typedef {import("./types.d.ts").Results} Results */

/** The ids of rows, by the numbers in a list: of a `Float64Array`, and of a `number[]`. */
const LENGTHS = [
  ["10", "floats-10", "numbers-10"],
  ["30", "floats-30", ""],
  ["100", "floats-100", "numbers-100"],
  ["300", "floats-300", ""],
  ["1,000", "floats-1000-uniform", "numbers-1000"],
  ["1,000,000", "", "numbers-1m-uniform"],
  ["10,000,000", "floats-10m-uniform", ""],
];

/** @param {Results} results of the library's bench */
export function lengthsTable({ rows }) {
  const ratios = new Map(rows.map(({ id, bars }) => [id, bars[0]?.ratio]));
  /** @param {string} id */
  const shown = (id) => {
    const ratio = ratios.get(id);
    return ratio === undefined || ratio === null ? "" : ratioFigure(ratio, "at most");
  };
  const lines = LENGTHS.map(
    ([length, floats = "", numbers = ""]) => `| ${length} | ${shown(floats)} | ${shown(numbers)} |`,
  );
  return ["| numbers in the list | `Float64Array` | `number[]` |", "| --- | --- | --- |", ...lines].join(
    "\n",
  );
}
