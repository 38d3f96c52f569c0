/** Blocks of figures in pages, and the table in a bench's README: they are made from the result files, and nobody types a figure. */
import { figure, limit, ratioFigure } from "./format.js";

/** @typedef {import("./types.d.ts").JudgedBar} JudgedBar */
/** @typedef {import("./types.d.ts").Measured} Measured */
/** @typedef {import("./types.d.ts").Results} Results */
/** @typedef {import("./types.d.ts").Row} Row */

const START = "<!-- bench:start -->";
const END = "<!-- bench:end -->";

const REACHED = { goal: "goal", met: "required", short: "short", measured: "measured", unknown: "" };

/**
 * @param {string} page
 * @param {string} content Markdown
 * @returns {string} the page with its block filled
 */
export function filled(page, content) {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`page: expected a line ${START} and then a line ${END}`);
  const block = [START, content, END].join("\n\n");
  return page.slice(0, start) + block + page.slice(end + END.length);
}

/** @param {Results} results */
export function table({ machine, rows }) {
  const head = [
    "| what | dlg | against | ratio | required | goal | reached |",
    "| --- | --- | --- | --- | --- | --- | --- |",
  ];
  return [`Measured on ${machine}.`, [...head, ...rows.flatMap(lines)].join("\n")].join("\n\n");
}

/**
 * A line for each bar that was measured.
 * @param {Row} row
 */
function lines({ what, unit, ours: name, contenders, bars }) {
  const figures = new Map(contenders.map((contender) => [contender.name, contender]));
  return bars.flatMap((bar, index) => {
    const { against, ratio, required, goal, kind, fineBelow, verdict } = bar;
    if (ratio === null) return [];
    const ours = figureText(figures.get(name), unit);
    const theirs = against === undefined ? "" : `${against} ${figureText(figures.get(against), unit)}`;
    const cells = [
      ...(index === 0 ? [what, ours] : ["", ""]),
      theirs,
      against === undefined ? "" : ratioFigure(ratio, kind),
      required === null
        ? ""
        : limit(required, kind) + (fineBelow === undefined ? "" : `, or itself ≤ ${fineBelow} ${unit}`),
      goal === null ? "" : limit(goal, kind),
      REACHED[verdict],
    ];
    return [`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`];
  });
}

/**
 * @param {Measured | undefined} measured
 * @param {string} unit
 */
function figureText(measured, unit) {
  if (measured === undefined || measured.median === null) return "";
  const mark = measured.correct === null ? "" : measured.correct ? " ✓" : " ✗";
  return `${figure(measured.median)} ${unit}${mark}`;
}
