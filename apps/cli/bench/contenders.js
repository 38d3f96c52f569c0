/** The commands that are measured: some total a file, some only read it. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { rivalFolder } from "../../../packages/total-core/bench/lib/rivals.js";
import { pathOf } from "../../../packages/total-core/bench/lib/tools.js";
import { plainDecimal, sumOfDecimals } from "../../../packages/total-core/bench/lib/truth.js";

/** @typedef {import("../../../packages/total-core/bench/lib/command.js").Command} Command */
/** @typedef {import("../../../packages/total-core/bench/lib/types.d.ts").Settings} Settings */

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {(path: string) => Command} command
 * @property {boolean} [answers] whether what it prints is the total; true by default
 * @property {(stdout: string) => string | null} [total] takes the total from what it prints, where it prints more than the total
 * @property {number} [rounds] at most so many, of a slow one that no bar names
 * @property {string} [note]
 */

/** @typedef {{ name: string, missing: string }} Missing */

const NODE = process.execPath;
const DLG = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const NODE_NOTE = "through its Node package: the start of Node is in it";

/** @param {string[]} options */
export function dlg(...options) {
  return {
    name: "dlg",
    command: (/** @type {string} */ path) => ({ argv: [NODE, DLG, "total", path, ...options] }),
  };
}

/**
 * A contender that takes the files of a folder, each by its name.
 * @template {Contender | Missing} C
 * @param {C} contender
 * @returns {C}
 */
export function ofEachFile(contender) {
  if ("missing" in contender) return contender;
  const command = (/** @type {string} */ folder) => {
    const { argv, ...others } = contender.command(folder);
    const files = readdirSync(folder).map((name) => join(folder, name));
    return { ...others, argv: argv.flatMap((word) => (word === folder ? files : [word])) };
  };
  return { ...contender, command };
}

/** The files of a folder as one pipe. */
export function catAndDlg() {
  const line = 'cat "$1"/* | "$2" "$3" total -';
  return tool("cat", (path) => ({ argv: ["sh", "-c", line, "sh", path, NODE, DLG] }), "cat | dlg");
}

/**
 * A contender that prints a total for each key, behind a tab. Their sum is its answer.
 * @template {Contender | Missing} C
 * @param {C} contender
 * @returns {C}
 */
export function printsGroups(contender) {
  return { ...contender, total: totalOfGroups };
}

/** @param {string} stdout */
function totalOfGroups(stdout) {
  const lines = stdout.trimEnd().split("\n");
  return sumOfDecimals(lines.map((line) => line.slice(line.lastIndexOf("\t") + 1)));
}

/**
 * A contender that prints a total for each column. All of them, with a space between, are its answer.
 * @template {Contender | Missing} C
 * @param {C} contender
 * @returns {C}
 */
export function printsColumns(contender) {
  return {
    ...contender,
    total: (/** @type {string} */ stdout) => stdout.trim().split(/\s+/).map(plainDecimal).join(" "),
  };
}

/**
 * One column where all others total several: what the further ones cost. No answer to this row, as it lacks the others' totals.
 * @param {string} column
 */
export function oneColumn(column) {
  return { ...dlg("--column", column), name: "one column", answers: false };
}

/**
 * One field without keys where the others have them: what keys cost.
 * @param {string} field
 */
export function fieldAlone(field) {
  return { ...dlg("--field", field), name: "--field alone" };
}

/** Where all amounts are in cents: rounded to them, mawk's binary totals are right. */
export const IN_CENTS = "%.2f\\n";

/**
 * @param {string} [program] adds to `s`; by default the first field of each line
 * @param {string} [format] by default all the digits of the binary total
 */
export function mawk(program = "{ s += $1 }", format = "%.17g\\n") {
  return tool("mawk", (path) => ({ argv: ["mawk", `${program} END { printf "${format}", s }`, path] }));
}

/** Sums fields of a CSV without quotes. @param {readonly number[]} fields */
export function mawkOfColumns(fields) {
  const sums = fields.map((field) => `s${field} += $${field}`).join("; ");
  const prints = fields.map((field) => `printf "${IN_CENTS}", s${field}`).join("; ");
  return tool("mawk", (path) => ({ argv: ["mawk", "-F,", `NR > 1 { ${sums} } END { ${prints} }`, path] }));
}

/** Sums a CSV by key: the first field is the key, the second one the number. */
export function mawkByKey() {
  const program = `NR > 1 { s[$1] += $2 } END { for (k in s) printf "%s\\t${IN_CENTS}", k, s[k] }`;
  return tool("mawk", (path) => ({ argv: ["mawk", "-F,", program, path] }));
}

export function datamash() {
  return tool("datamash", (path) => ({ argv: ["datamash", "-R", "2", "sum", "1"], stdin: path }));
}

/**
 * @param {readonly string[]} [input] how it reads; by default lines of words, which it numbers
 * @param {string} [columns] one, or several with a comma between
 */
export function miller(input = ["--inidx"], columns = "1") {
  return millerSum(...input, "--onidx", "stats1", "-a", "sum", "-f", columns);
}

/**
 * Sums a CSV by key.
 * @param {string} column
 * @param {string} key
 */
export function millerByKey(column, key) {
  const output = ["--otsv", "--headerless-tsv-output", "--ofmt", "%.2lf"];
  return millerSum("--icsv", ...output, "stats1", "-a", "sum", "-f", column, "-g", key);
}

/** @param {string[]} args */
function millerSum(...args) {
  return slow(tool("mlr", (path) => ({ argv: ["mlr", ...args, path] }), "miller"));
}

/**
 * A contender that no bar names, and that takes seconds: a few rounds tell as much.
 * @template {Contender | Missing} C
 * @param {C} contender
 * @returns {C}
 */
export function slow(contender, rounds = 3) {
  return { ...contender, rounds };
}

/** @param {string} program */
export function jq(program) {
  const flags = program.includes("inputs") ? ["-n"] : [];
  return slow(tool("jq", (path) => ({ argv: ["jq", ...flags, program, path] })));
}

export function countLines() {
  const wc = tool("wc", (path) => ({ argv: ["wc", "-l", path] }), "wc -l");
  return { ...wc, answers: false };
}

export function unzip() {
  const gzip = tool("gzip", (path) => ({ argv: ["gzip", "-dc", path], discard: true }), "gzip -dc");
  return { ...gzip, answers: false };
}

export function emptyNode() {
  return { name: "node -e 0", command: () => ({ argv: [NODE, "-e", "0"] }), answers: false };
}

/** @param {string[]} field in each line; none: the file is one array */
export function jsonParse(...field) {
  return {
    name: "JSON.parse and a loop",
    command: (/** @type {string} */ path) => rival("json-parse.js", path, ...field),
  };
}

/**
 * @param {Settings} settings
 * @param {"text" | "csv" | "ndjson"} format
 * @param {string} [column]
 * @returns {Contender | Missing}
 */
export function polars(settings, format, column = "column_1") {
  const folder = rivalFolder("polars", settings);
  if (folder === null) return { name: "polars", missing: "not installed" };
  return {
    name: "polars",
    command: (path) => rival("polars.js", folder, format, path, column),
    note: NODE_NOTE,
  };
}

/**
 * @param {Settings} settings
 * @param {(path: string) => string} from the table whose column `amount` is summed
 * @param {string} [name]
 */
export function duckdb(settings, from, name) {
  return asked(settings, (path) => `SELECT sum(amount) FROM ${from(path)}`, name);
}

/**
 * @param {Settings} settings
 * @param {(path: string) => string} from
 * @param {readonly string[]} columns of the table, which are summed
 */
export function duckdbOfColumns(settings, from, columns) {
  const sums = columns.map((column) => `sum(${column})`).join(", ");
  return asked(settings, (path) => `SELECT concat_ws(' ', ${sums}) FROM ${from(path)}`);
}

/**
 * @param {Settings} settings
 * @param {(path: string) => string} from the table whose column `amount` is summed by `key`
 * @param {string} key
 */
export function duckdbByKey(settings, from, key) {
  return asked(
    settings,
    (path) =>
      `SELECT string_agg(${key} || chr(9) || total, chr(10)) FROM (SELECT ${key}, sum(amount) AS total FROM ${from(path)} GROUP BY ${key})`,
  );
}

/**
 * @param {Settings} settings
 * @param {(path: string) => string} query of one value
 * @returns {Contender | Missing}
 */
function asked(settings, query, name = "DuckDB DECIMAL") {
  const command = duckdbCommand(settings);
  if (command === null) return { name, missing: "not installed" };
  const contender = {
    name,
    command: (/** @type {string} */ path) => ({ argv: [...command, query(path)] }),
  };
  return command[0] === NODE ? { ...contender, note: NODE_NOTE } : contender;
}

/**
 * DuckDB's own program if it is on the PATH, else its Node package.
 * @param {Settings} settings
 * @returns {readonly string[] | null} the command line without the query at its end
 */
export function duckdbCommand(settings) {
  if (pathOf("duckdb") !== null) return ["duckdb", "-csv", "-noheader", "-c"];
  const folder = rivalFolder("duckdb", settings);
  return folder === null ? null : rival("duckdb.js", folder).argv;
}

/**
 * @param {string} program
 * @param {(path: string) => Command} command
 * @param {string} [name]
 * @returns {Contender | Missing}
 */
function tool(program, command, name = program) {
  return pathOf(program) === null ? { name, missing: "not installed" } : { name, command };
}

/**
 * @param {string} script
 * @param {string[]} args
 */
function rival(script, ...args) {
  return { argv: [NODE, join(import.meta.dirname, "rivals", script), ...args] };
}
