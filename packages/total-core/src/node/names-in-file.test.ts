import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { namesInFile } from "./names-in-file.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const folder = temporaryFolder();

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const rows = "id;amount;2024\n".concat("1;2;3\n".repeat(100_000));

test.each([
  ["a.csv", "id,amount\n1,2\n", {}, ["id", "amount"]],
  ["one.csv", "amount\n1\n", {}, ["amount"]],
  ["bank.csv", rows, {}, ["id", "amount", "2024"]],
  ["rows.csv.gz", gzipSync(rows), {}, ["id", "amount", "2024"]],
  ["bare.csv", "1,2\n", { header: false }, ["1", "2"]],
  ["ragged.csv", "id,amount\n1\n", {}, ["id", "amount"]],
  ["cut.csv", "id,amount", {}, []],
  ["log", "a|b\n1|2\n", { delimiter: "|" }, ["a", "b"]],
  ["top.csv", "Report\n\nid,amount\n1,2\n", { skipLines: 2 }, ["id", "amount"]],
  ["text.txt", "1 2\n", {}, []],
  ["empty.csv", "", {}, []],
])("the columns of %s", async (name, content, options, columns) => {
  expect((await namesInFile(file(name, content), options)).columns).toEqual(columns);
});

test("the columns of a Parquet file, which stand at its end", async () => {
  const path = fileURLToPath(new URL("../testing/parquet/duckdb.parquet", import.meta.url));
  expect((await namesInFile(path, {})).columns.length).toBeGreaterThan(0);
  expect(await namesInFile(file("damaged.parquet", "PAR1"), {})).toEqual({ columns: [], fields: [] });
});

test("the fields of JSON, NDJSON and objects of no known name", async () => {
  expect((await namesInFile(file("a.json", '[{"a":{"b":1}}]'), {})).fields).toEqual(["a.b"]);
  expect((await namesInFile(file("events", '{"a":1}\n{"b":1}\n'), {})).fields).toEqual(["a"]);
});

test("whatever cannot be read at once has no names", async () => {
  const none = { columns: [], fields: [] };
  expect(await namesInFile(join(folder, "nowhere.csv"), {})).toEqual(none);
  expect(await namesInFile(folder, { format: "csv" })).toEqual(none);
});

test.skipIf(process.platform === "win32")("a FIFO is not waited for", async () => {
  const path = join(folder, "fifo");
  execFileSync("mkfifo", [path]);
  expect(await namesInFile(path, { format: "csv" })).toEqual({ columns: [], fields: [] });
});
