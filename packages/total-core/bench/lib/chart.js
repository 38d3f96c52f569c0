/** The README's chart: an SVG made from the result files, so that nobody types a figure. */
import { figure } from "./format.js";

/** @typedef {import("./types.d.ts").Measured} Measured */
/** @typedef {import("./types.d.ts").Results} Results */

/**
 * @typedef {object} Theme
 * @property {string} text
 * @property {string} muted
 * @property {string} ours
 * @property {string} theirs
 */

/** GitHub's own colours: each text has a contrast of 4.5 or more on its background, each bar of 3. */
const THEMES = /** @satisfies {Record<string, Theme>} */ ({
  light: { text: "#1f2328", muted: "#59636e", ours: "#0969da", theirs: "#818b98" },
  dark: { text: "#f0f6fc", muted: "#9198a1", ours: "#4493f8", theirs: "#7d8590" },
});

/** The rows that it shows, with the contenders in the order of their bars. */
const GROUPS = [
  {
    row: "amounts",
    title: "10 million amounts like -1234.56 in a text file",
    names: ["dlg", "polars", "DuckDB DECIMAL", "mawk"],
  },
  {
    row: "csv",
    title: "a column of a CSV with quoted fields, 333 MB",
    names: ["dlg", "polars", "DuckDB DECIMAL", "mawk"],
  },
  {
    row: "ndjson",
    title: "a field of NDJSON, 2 million lines",
    names: ["dlg", "DuckDB DECIMAL", "polars", "JSON.parse and a loop"],
  },
  {
    row: "floats-10m-uniform",
    title: "total(Float64Array) of 10 million, in memory",
    names: ["dlg", "for loop", "d3 fsum", "reduce"],
  },
];

const WIDTH = 640;
const LABEL_END = 150;
const BAR_START = 160;
/** The length of the longest bar; its figure stands behind it. */
const BAR_WIDTH = 268;
const LINE = 22;
const TITLE_LINE = 34;

/**
 * @param {readonly Results[]} results
 * @param {keyof typeof THEMES} themeName
 * @returns {string} the SVG
 */
export function chart(results, themeName) {
  const theme = THEMES[themeName];
  const rows = new Map(results.flatMap((result) => result.rows.map((row) => [row.id, row])));
  /** @type {string[]} */
  const parts = [];
  let y = 0;
  for (const { row: id, title, names } of GROUPS) {
    const row = rows.get(id);
    if (row === undefined) throw new Error(`results: expected a row ${id}, got none`);
    const bars = names.map((name) => measuredAs(row.contenders, name));
    const longest = Math.max(...bars.map(({ median }) => median));
    y += TITLE_LINE;
    parts.push(text({ x: 0, y: y - 8, fill: theme.text, weight: 600 }, title));
    for (const { name, median, correct } of bars) {
      const width = Math.max(2, (median / longest) * BAR_WIDTH);
      const isOurs = name === row.ours;
      const middle = y + LINE / 2 + 4.5;
      const label = `${figure(median)} ${row.unit}${correct === false ? ", wrong total" : ""}`;
      parts.push(
        text(
          {
            x: LABEL_END,
            y: middle,
            fill: isOurs ? theme.text : theme.muted,
            anchor: "end",
            ...(isOurs && { weight: 600 }),
          },
          name,
        ),
        `<rect x="${BAR_START}" y="${y + 4}" width="${width.toFixed(1)}" height="${LINE - 8}" rx="2" fill="${isOurs ? theme.ours : theme.theirs}"${correct === false ? ' fill-opacity="0.45"' : ""}/>`,
        text({ x: BAR_START + width + 8, y: middle, fill: isOurs ? theme.text : theme.muted }, label),
      );
      y += LINE;
    }
  }
  const height = y + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title" font-family="system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif" font-size="13">`,
    `<title id="title">How long totals take, dlg and others; shorter is faster</title>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

/**
 * @param {readonly Measured[]} contenders
 * @param {string} name
 */
function measuredAs(contenders, name) {
  const median = contenders.find((contender) => contender.name === name)?.median;
  const correct = contenders.find((contender) => contender.name === name)?.correct;
  if (median == null) throw new Error(`results: expected a figure of ${name}, got none`);
  return { name, median, correct };
}

/**
 * @param {{ x: number, y: number, fill: string, anchor?: string, weight?: number }} attributes
 * @param {string} content
 */
function text({ x, y, fill, anchor, weight }, content) {
  const optional = `${anchor === undefined ? "" : ` text-anchor="${anchor}"`}${weight === undefined ? "" : ` font-weight="${weight}"`}`;
  return `<text x="${x.toFixed(1)}" y="${y}" fill="${fill}"${optional}>${escaped(content)}</text>`;
}

/** @param {string} content */
function escaped(content) {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
