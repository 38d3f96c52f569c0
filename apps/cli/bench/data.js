/**
 * The files that the command bench totals: the same in every run, made on first use, removed with their folder. Each generator returns the right
 * total, computed with BigInt; of several columns their totals, with a space between.
 */
import { execFile, execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync } from "node:fs";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createGzip } from "node:zlib";

import { seededRandom } from "../../../packages/total-core/bench/lib/random.js";
import { scaled } from "../../../packages/total-core/bench/lib/truth.js";
import { f64, mixedF64 } from "./f64-files.js";
import { amountsGenerator, writeLines } from "./lines.js";

/** @typedef {{ path: string, truth: string }} DataFile */
/** @typedef {"integers" | "amounts" | "many-amounts" | "csv" | "invoices" | "json" | "ndjson" | "gzip" | "f64" | "f64-mixed" | "five" | "small-files" | "listing" | "keys" | "more-keys"} DataName */

/** @param {number} scale 1: section 8's sizes */
export function newDataFolder(scale) {
  const folder = mkdtempSync(join(tmpdir(), "dlg-bench-"));
  const made = /** @type {Map<DataName, Promise<DataFile>>} */ (new Map());

  /** @param {DataName} name */
  function file(name) {
    const promise = made.get(name) ?? madeInChild(name);
    made.set(name, promise);
    return promise;
  }

  /**
   * In a process of its own: data leave hundreds of megabytes behind, and a process of that size took 12 ms to start each command.
   * @param {DataName} name
   * @returns {Promise<DataFile>}
   */
  async function madeInChild(name) {
    const source = MADE_OF_AMOUNTS.has(name) ? await file("amounts") : null;
    const order = JSON.stringify({ folder, scale, name, source });
    const { stdout } = await execFileAsync(process.execPath, [MAKE_DATA, order]);
    return JSON.parse(stdout);
  }

  return { folder, file, remove: () => rm(folder, { recursive: true, force: true }) };
}

const execFileAsync = promisify(execFile);
const MAKE_DATA = fileURLToPath(new URL("make-data.js", import.meta.url));
const MADE_OF_AMOUNTS = new Set(/** @type {DataName[]} */ (["many-amounts", "gzip"]));

/** @typedef {{ folder: string, scale: number, name: DataName, source: DataFile | null }} Order `source`: the amounts that the file is made of */

/** @param {Order} order */
export async function madeFile({ folder, scale, name, source }) {
  /** @param {number} count */
  const of = (count) => Math.max(5, Math.round(count * scale));
  const amountsFile = /** @type {DataFile} */ (source);

  /** @type {Record<DataName, () => Promise<DataFile> | DataFile>} */
  const makers = {
    integers: () => integers(join(folder, "integers.txt"), of(1e7)),
    amounts: () => amounts(join(folder, "amounts.txt"), of(1e7)),
    "many-amounts": () => tenfold(amountsFile, join(folder, "many-amounts.txt")),
    csv: () => csv(join(folder, "sales.csv"), of(5e6)),
    invoices: () => invoices(join(folder, "invoices.csv"), of(5e6)),
    listing: () => listing(join(folder, "listing"), of(5e6)),
    keys: () => keyed(join(folder, "keys.csv"), of(5e6), of(1e6)),
    "more-keys": () => keyed(join(folder, "more-keys.csv"), of(25e6), of(5e6)),
    json: () => jsonArray(join(folder, "integers.json"), of(1e7)),
    ndjson: () => ndjson(join(folder, "events.ndjson"), of(2e6)),
    gzip: () => gzip(amountsFile, join(folder, "amounts.txt.gz")),
    f64: () => f64(join(folder, "numbers.f64"), of(1e8)),
    "f64-mixed": () => mixedF64(join(folder, "mixed.f64"), of(1e8)),
    "small-files": () => smallFiles(join(folder, "small"), of(5555)),
    five: async () => {
      const path = join(folder, "five.txt");
      await writeFile(path, "1\n2\n3\n4\n5\n");
      return { path, truth: "15" };
    },
  };
  return await makers[name]();
}

/**
 * `seq 0 COUNT`, as in section 8 of the design: COUNT + 1 numbers.
 * @param {string} path
 * @param {number} count
 */
function integers(path, count) {
  writeLines(path, count + 1, (index) => `${index}\n`);
  return { path, truth: sumTo(count) };
}

/**
 * Amounts like `-1234.56`, with one to four digits before the point; 7.36 bytes a line on average.
 * @param {string} path
 * @param {number} count
 */
function amounts(path, count) {
  const next = amountsGenerator(1);
  writeLines(path, count, () => `${next()}\n`);
  return { path, truth: next.truth() };
}

/**
 * A folder of files with 20 amounts each.
 * @param {string} path
 * @param {number} count
 */
function smallFiles(path, count) {
  const next = amountsGenerator(6);
  mkdirSync(path);
  for (let i = 0; i < count; i++) writeLines(join(path, `${i}.txt`), 20, () => `${next()}\n`);
  return { path, truth: next.truth() };
}

/**
 * @param {DataFile} source
 * @param {string} path
 */
async function tenfold(source, path) {
  const bytes = await readFile(source.path);
  await writeFile(path, "");
  for (let i = 0; i < 10; i++) await appendFile(path, bytes);
  return { path, truth: timesTen(source.truth) };
}

/**
 * Five columns; the quoted ones hold commas, doubled quotes and line breaks.
 * @param {string} path
 * @param {number} count
 */
function csv(path, count) {
  const next = amountsGenerator(2);
  const random = seededRandom(3);
  const notes = [
    "paid in full by transfer",
    "late, twice, then settled",
    'said ""later"" and meant it',
    "two\nlines",
    "",
  ];
  writeLines(path, count, (index) => {
    const head = index === 0 ? "id,customer,note,amount,day\n" : "";
    const note = notes[Math.floor(random() * notes.length)];
    const customer = `Customer ${Math.floor(random() * 1e5)}${random() < 0.5 ? ", Ltd." : ""}`;
    return `${head}${1e6 + index},"${customer}","${note}",${next()},2026-0${1 + (index % 9)}-11\n`;
  });
  return { path, truth: next.truth() };
}

/**
 * Three columns of amounts, and no quotes, so that all contenders can read it.
 * @param {string} path
 * @param {number} count
 */
function invoices(path, count) {
  const columns = [8, 9, 10].map(amountsGenerator);
  writeLines(path, count, (index) => {
    const head = index === 0 ? "id,region,net,tax,gross,day\n" : "";
    const region = ["north", "south", "east", "west"][index % 4];
    return `${head}${1e6 + index},${region},${columns.map((next) => next()).join(",")},2026-0${1 + (index % 9)}-11\n`;
  });
  return { path, truth: columns.map((next) => next.truth()).join(" ") };
}

/**
 * Aligned columns, as `ls -l` prints them.
 * @param {string} path
 * @param {number} count
 */
function listing(path, count) {
  const random = seededRandom(6);
  let sum = 0n;
  writeLines(path, count, (index) => {
    const head = index === 0 ? "mode links owner group size month day time name\n" : "";
    const size = Math.floor(10 ** (1 + 7 * random()));
    sum += BigInt(size);
    const links = String(1 + (index % 12)).padStart(2);
    const day = String(1 + (index % 28)).padStart(2);
    return `${head}-rw-r--r-- ${links} user  staff ${String(size).padStart(9)} Nov ${day} 08:31 file-${index}.txt\n`;
  });
  return { path, truth: String(sum) };
}

/**
 * Amounts by keys of 10 to 18 bytes in random order: with five rows for each key nearly all of them occur.
 * @param {string} path
 * @param {number} count
 * @param {number} keys
 */
function keyed(path, count, keys) {
  const next = amountsGenerator(6);
  const random = seededRandom(7);
  writeLines(path, count, (index) => {
    const key = Math.floor(random() * keys);
    return `${index === 0 ? "id,amount\n" : ""}user-${key}-${(key * 7919) % 100_003},${next()}\n`;
  });
  return { path, truth: next.truth() };
}

/**
 * @param {string} path
 * @param {number} count
 */
function jsonArray(path, count) {
  writeLines(path, count, (index) => `${index === 0 ? "[" : ","}${index}${index === count - 1 ? "]" : ""}`);
  return { path, truth: sumTo(count - 1) };
}

/**
 * @param {string} path
 * @param {number} count
 */
function ndjson(path, count) {
  const next = amountsGenerator(4);
  writeLines(
    path,
    count,
    (index) =>
      `{"id":${index},"user":{"name":"u${index % 1000}"},"payment":{"currency":"EUR","amount":${next()}},"tags":["a","b"]}\n`,
  );
  return { path, truth: next.truth() };
}

/**
 * @param {DataFile} source
 * @param {string} path
 */
async function gzip(source, path) {
  await pipeline(createReadStream(source.path), createGzip(), createWriteStream(path));
  return { path, truth: source.truth };
}

/**
 * A Parquet file of one DECIMAL column. It is written by DuckDB, so the row needs it installed.
 * @param {readonly string[]} duckdb the command that runs a query
 * @param {DataFile} source
 * @param {string} path
 * @returns {DataFile}
 */
export function parquet(duckdb, source, path) {
  const [program = "", ...args] = duckdb;
  const table = `read_csv('${source.path}', header = false, columns = {'amount': 'DECIMAL(18, 2)'})`;
  execFileSync(program, [...args, `COPY (SELECT amount FROM ${table}) TO '${path}' (FORMAT parquet)`], {
    stdio: "ignore",
  });
  return { path, truth: source.truth };
}

/** 0 + 1 + … + last. @param {number} last */
function sumTo(last) {
  return ((BigInt(last) * (BigInt(last) + 1n)) / 2n).toString();
}

/** @param {string} plain a decimal with at most two digits after its point */
function timesTen(plain) {
  const [whole = "0", fraction = ""] = plain.split(".");
  return scaled(BigInt(whole + fraction.padEnd(2, "0")) * 10n, 2);
}
