/** The files that the command bench totals: the same in every run, made on first use, removed with their folder. */
import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { f64, mixedF64 } from "./f64-files.js";
import { mixedAmountsGenerator } from "./lines.js";
import * as make from "./makers.js";

/** @typedef {{ path: string, truth: string }} DataFile */
/** @typedef {"integers" | "amounts" | "many-amounts" | "csv" | "invoices" | "json" | "ndjson" | "gzip" | "f64" | "small-files" | "keys"} KindName */
/** @typedef {KindName | `mixed-${KindName}` | "five" | "listing" | "regions" | "more-keys"} DataName */

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
    const source = name in MADE_OF ? await file(/** @type {DataName} */ (MADE_OF[name])) : null;
    const order = JSON.stringify({ folder, scale, name, source });
    const { stdout } = await execFileAsync(process.execPath, [MAKE_DATA, order]);
    return JSON.parse(stdout);
  }

  return { folder, file, remove: () => rm(folder, { recursive: true, force: true }) };
}

const execFileAsync = promisify(execFile);
const MAKE_DATA = fileURLToPath(new URL("make-data.js", import.meta.url));
/** The file that a file is made of. @type {Partial<Record<DataName, DataName>>} */
const MADE_OF = {
  "many-amounts": "amounts",
  gzip: "amounts",
  "mixed-many-amounts": "mixed-amounts",
  "mixed-gzip": "mixed-amounts",
};

/** @typedef {{ folder: string, scale: number, name: DataName, source: DataFile | null }} Order `source`: the amounts that the file is made of */

/** @param {Order} order */
export async function madeFile({ folder, scale, name, source }) {
  /** @param {number} count */
  const of = (count) => Math.max(5, Math.round(count * scale));
  const amountsFile = /** @type {DataFile} */ (source);

  /** @param {string} file */
  const at = (file) => join(folder, file);

  /** @type {Record<DataName, () => Promise<DataFile> | DataFile>} */
  const makers = {
    integers: () => make.integers(at("integers.txt"), of(1e7)),
    amounts: () => make.amounts(at("amounts.txt"), of(1e7)),
    "many-amounts": () => make.tenfold(amountsFile, at("many-amounts.txt")),
    csv: () => make.csv(at("sales.csv"), of(5e6)),
    invoices: () => make.invoices(at("invoices.csv"), of(5e6)),
    listing: () => make.listing(at("listing"), of(5e6)),
    keys: () => make.keyed(at("keys.csv"), of(5e6), (random) => random * of(1e6)),
    "more-keys": () => make.keyed(at("more-keys.csv"), of(25e6), (random) => random * of(5e6)),
    json: () => make.jsonArray(at("integers.json"), of(1e7)),
    ndjson: () => make.ndjson(at("events.ndjson"), of(2e6)),
    regions: () => make.regions(at("regions.ndjson"), of(2e6)),
    gzip: () => make.gzip(amountsFile, at("amounts.txt.gz")),
    f64: () => f64(at("numbers.f64"), of(1e8)),
    "small-files": () => make.smallFiles(at("small"), of(5555)),
    five: async () => {
      await writeFile(at("five.txt"), "1\n2\n3\n4\n5\n");
      return { path: at("five.txt"), truth: "15" };
    },
    // With a plus before some, which polars does not read: no bar of integers names it. datamash reads no empty lines.
    "mixed-integers": () =>
      make.amounts(
        at("mixed-integers.txt"),
        of(1e7),
        mixedAmountsGenerator(1, { plus: "+", areIntegers: true, isEmpty: 0 }),
      ),
    "mixed-amounts": () => make.amounts(at("mixed-amounts.txt"), of(1e7), mixedAmountsGenerator(1)),
    "mixed-many-amounts": () => make.tenfold(amountsFile, at("mixed-many-amounts.txt")),
    "mixed-csv": () => make.mixedCsv(at("mixed-sales.csv"), of(5e6)),
    "mixed-invoices": () => make.invoices(at("mixed-invoices.csv"), of(5e6), mixedAmountsGenerator),
    // The key k comes with a probability in proportion to 1/k, as Zipf's law has it.
    "mixed-keys": () =>
      make.keyed(
        at("mixed-keys.csv"),
        of(5e6),
        (random) => of(1e6) ** random,
        mixedAmountsGenerator(6, { isEmpty: 0 }),
      ),
    "mixed-json": () => make.mixedJsonArray(at("mixed.json"), of(1e7)),
    "mixed-ndjson": () => make.mixedNdjson(at("mixed-events.ndjson"), of(2e6)),
    "mixed-gzip": () => make.gzip(amountsFile, at("mixed-amounts.txt.gz")),
    "mixed-f64": () => mixedF64(at("mixed.f64"), of(1e8)),
    "mixed-small-files": () => make.smallFiles(at("mixed-small"), of(5555), mixedAmountsGenerator(6)),
  };
  return await makers[name]();
}
