/** Makes the files of data.js. Each function returns the right total, computed with BigInt; of several columns their totals, with a space between. */
import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

import { seededRandom } from "../../../packages/total-core/bench/lib/random.js";
import { scaled } from "../../../packages/total-core/bench/lib/truth.js";
import { amountsGenerator, mixedAmountsGenerator, writeLines } from "./lines.js";

/** @typedef {import("./data.js").DataFile} DataFile */
/** @typedef {ReturnType<typeof amountsGenerator>} Amounts */

/**
 * `seq 0 COUNT`, as in section 8 of the design: COUNT + 1 numbers.
 * @param {string} path
 * @param {number} count
 */
export function integers(path, count) {
  writeLines(path, count + 1, (index) => `${index}\n`);
  return { path, truth: sumTo(count) };
}

/**
 * @param {string} path
 * @param {number} count
 * @param {Amounts} next 7.36 bytes a line on average
 */
export function amounts(path, count, next = amountsGenerator(1)) {
  writeLines(path, count, () => `${next()}\n`);
  return { path, truth: next.truth() };
}

/**
 * A folder of files with 20 amounts each.
 * @param {string} path
 * @param {number} count
 * @param {Amounts} next
 */
export function smallFiles(path, count, next = amountsGenerator(6)) {
  mkdirSync(path);
  for (let i = 0; i < count; i++) writeLines(join(path, `${i}.txt`), 20, () => `${next()}\n`);
  return { path, truth: next.truth() };
}

/**
 * @param {DataFile} source
 * @param {string} path
 */
export async function tenfold(source, path) {
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
export function csv(path, count) {
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
 * The same columns as they come: one row in ten has a quoted field, one in twenty no amount.
 * @param {string} path
 * @param {number} count
 */
export function mixedCsv(path, count) {
  const next = mixedAmountsGenerator(2);
  const random = seededRandom(3);
  const quoted = ['"late, twice"', '"said ""later"", meant it"', '"two\nlines"'];
  const plain = ["paid in full by transfer", "open", ""];
  const oneOf = (/** @type {readonly string[]} */ texts) => texts[Math.floor(random() * texts.length)];
  writeLines(path, count, (index) => {
    const head = index === 0 ? "id,customer,note,amount,day\n" : "";
    const note = oneOf(random() < 0.1 ? quoted : plain);
    const customer = `Customer ${Math.floor(random() * 1e5)}${random() < 0.5 ? " Ltd." : ""}`;
    return `${head}${1e6 + index},${customer},${note},${next()},2026-0${Math.floor(10 ** random())}-11\n`;
  });
  return { path, truth: next.truth() };
}

/**
 * Three columns of amounts, and no quotes, so that all contenders can read it.
 * @param {string} path
 * @param {number} count
 * @param {(seed: number) => Amounts} generator
 */
export function invoices(path, count, generator = amountsGenerator) {
  const columns = [8, 9, 10].map((seed) => generator(seed));
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
export function listing(path, count) {
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
 * @param {(random: number) => number} keyOf a number from 0 to 1
 * @param {Amounts} next
 */
export function keyed(path, count, keyOf, next = amountsGenerator(6)) {
  const random = seededRandom(7);
  writeLines(path, count, (index) => {
    const key = Math.floor(keyOf(random()));
    return `${index === 0 ? "id,amount\n" : ""}user-${key}-${(key * 7919) % 100_003},${next()}\n`;
  });
  return { path, truth: next.truth() };
}

/**
 * @param {string} path
 * @param {number} count
 */
export function jsonArray(path, count) {
  writeLines(path, count, (index) => `${index === 0 ? "[" : ","}${index}${index === count - 1 ? "]" : ""}`);
  return { path, truth: sumTo(count - 1) };
}

/**
 * Amounts, with a space or a line break before some of them.
 * @param {string} path
 * @param {number} count
 */
export function mixedJsonArray(path, count) {
  const next = mixedAmountsGenerator(4, { isEmpty: 0 });
  const random = seededRandom(3);
  const gap = () => (random() < 0.1 ? "\n" : random() < 0.3 ? " " : "");
  writeLines(
    path,
    count,
    (index) => `${index === 0 ? "[" : ","}${gap()}${next()}${index === count - 1 ? "]" : ""}`,
  );
  return { path, truth: next.truth() };
}

/**
 * The objects of {@link ndjson}, each with its keys in an order of its own.
 * @param {string} path
 * @param {number} count
 */
export function mixedNdjson(path, count) {
  const next = mixedAmountsGenerator(4, { isEmpty: 0 });
  const random = seededRandom(3);
  writeLines(path, count, (index) => {
    const members = [
      `"id":${index}`,
      `"user":{"name":"u${index % 1000}"}`,
      `"payment":{"currency":"EUR","amount":${next()}}`,
      '"tags":["a","b"]',
    ];
    for (let left = members.length; left > 1; left--)
      members.push(...members.splice(Math.floor(random() * left), 1));
    return `{${members.join(",")}}\n`;
  });
  return { path, truth: next.truth() };
}

/**
 * @param {string} path
 * @param {number} count
 */
export function ndjson(path, count) {
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
 * Events of nine regions.
 * @param {string} path
 * @param {number} count
 */
export function regions(path, count) {
  const next = amountsGenerator(8);
  const random = seededRandom(9);
  const names = [
    "north",
    "north-east",
    "east",
    "south-east",
    "south",
    "south-west",
    "west",
    "north-west",
    "centre",
  ];
  writeLines(path, count, (index) => {
    const region = names[Math.floor(random() * names.length)];
    return `{"id":${index},"region":"${region}","payment":{"currency":"EUR","amount":${next()}},"tags":["a","b"]}\n`;
  });
  return { path, truth: next.truth() };
}

/**
 * @param {DataFile} source
 * @param {string} path
 */
export async function gzip(source, path) {
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
