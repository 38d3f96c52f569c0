/** The built command totals 10^6 numbers in each format, compressed too; the right totals come from BigInt. */
import { closeSync, openSync } from "node:fs";
import * as zlib from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { parquet } from "../src/testing/parquet.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { dlg, printed } from "../src/testing/dlg.js";
import { serve } from "../src/testing/server.js";

const COUNT = 1_000_000;
const folder = temporaryFolder();

/** An amount of up to 25 digits in units of 10^-6; undefined for a place without a number. */
function millionths(i: number): bigint | undefined {
  if (i % 101 === 17) return undefined;
  const mixed = (BigInt(i) * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
  const size = [10n ** 3n, 10n ** 8n, 10n ** 12n, 10n ** 19n][i % 4]!;
  const value = i % 1009 === 0 ? mixed ** 2n % 10n ** 25n : mixed % size;
  return i % 3 === 0 ? -value : value;
}

/** The integer with a point before its last `scale` digits. */
function plain(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function withoutIdleZeros(digits: string): string {
  return digits.replace(/\.?0+$/, "");
}

/** Spellings of people and programs: with idle zeros, without, with an exponent. */
function spelled(value: bigint, i: number): string {
  if (i % 7 === 0) return `${value}e-6`;
  return i % 2 === 0 ? withoutIdleZeros(plain(value, 6)) : plain(value, 6);
}

const sumOf = (values: readonly (bigint | undefined)[]): bigint =>
  values.reduce((a: bigint, b) => a + (b ?? 0n), 0n);

const values = Array.from({ length: COUNT }, (_, i) => millionths(i));
const cells = values.map((value, i) => (value === undefined ? "" : spelled(value, i)));
const numbers = cells.filter((cell) => cell !== "");
const total = withoutIdleZeros(plain(sumOf(values), 6));

/** Integers of at most 62 bits. */
const smaller = values.map((value) => value && BigInt.asIntN(62, value));
const smallerTotal = withoutIdleZeros(plain(sumOf(smaller), 6));

/** Binary64 values, in units of 2^-30. */
const binary = values.map((value) => BigInt.asIntN(53, value ?? 0n));
const doubles = Float64Array.from(binary, (value) => Number(value) * 2 ** -30);
const binaryTotal = withoutIdleZeros(plain(sumOf(binary) * 5n ** 30n, 30));

function table(delimiter: string): string {
  const rows = cells.map((cell, i) => {
    const note = `"a${delimiter}\r\n""${i}"""`;
    return [i, note, i % 5 === 0 ? `"${cell}"` : cell].join(delimiter);
  });
  return `id${delimiter}note${delimiter}amount\r\n${rows.join("\r\n")}`;
}

const objects = (end: string): string =>
  cells
    .map((cell, i) => {
      const amount = cell === "" ? "null" : i % 5 === 0 ? `"${cell}"` : cell;
      return `{"note":"{\\"amount\\":${i}","sale":{"amount":${amount}},"amount":${i}}`;
    })
    .join(end);

const column = ["--column", "amount"];
const field = ["--field", "sale.amount"];

const FILES: Readonly<Record<string, readonly [() => string | Uint8Array, string[], total: string]>> = {
  "x.txt": [() => numbers.join("\n"), [], total],
  "x.csv": [() => table(","), column, total],
  "x.tsv": [() => table("\t"), column, total],
  "x.json": [() => `[${numbers.join(", ")}]`, [], total],
  "objects.json": [() => `[${objects(",\n")}]`, field, total],
  "x.ndjson": [() => objects("\n"), field, total],
  "x.f64": [() => new Uint8Array(doubles.buffer), ["--exact"], binaryTotal],
  "x.parquet": [
    () =>
      parquet(
        {
          id: { element: { type: "INT32" }, data: values.map((_, i) => i) },
          amount: {
            element: { type: "INT64", logical_type: { type: "DECIMAL", precision: 18, scale: 6 } },
            data: smaller.map((value) => value ?? null),
          },
        },
        100_000,
      ),
    column,
    smallerTotal,
  ],
  "doubles.parquet": [
    () => parquet({ amount: { element: { type: "DOUBLE" }, data: [...doubles] } }),
    ["--exact"],
    binaryTotal,
  ],
};

const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Uint8Array) => Uint8Array };

/** Two members (gzip) or frames (zstd), each compressed by itself. */
const inTwo = (compress: (bytes: Uint8Array) => Uint8Array) => (bytes: Uint8Array) =>
  Buffer.concat([compress(bytes.subarray(0, bytes.length / 3)), compress(bytes.subarray(bytes.length / 3))]);

const COMPRESSIONS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  "": (bytes) => bytes,
  ".gz": inTwo((bytes) => zlib.gzipSync(bytes, { level: 1 })),
  ...(zstdCompressSync && { ".zst": inTwo(zstdCompressSync) }),
};

const cases = Object.keys(FILES).flatMap((file) =>
  Object.keys(COMPRESSIONS).map((end) => [file, end] as const),
);

describe("10^6 numbers, exactly: in a file, with threads, on standard input, at an address", () => {
  test.each(cases)("%s%s", async (file, end) => {
    const [make, options, digits] = FILES[file]!;
    const bytes = COMPRESSIONS[end]!(Buffer.from(make()));
    const name = file + end;
    const path = writtenFile(folder, name, bytes);
    const stdin = openSync(path, "r");
    onTestFinished(() => closeSync(stdin));
    const address = await serve((_, answer) => answer.end(bytes));

    const format = ["--format", /\w+$/.exec(file)![0].replace("txt", "text")];
    expect(await dlg(["total", path, ...options])).toEqual(printed(`${digits}\n`));
    expect(await dlg(["total", path, ...options, "--threads", "3"])).toEqual(printed(`${digits}\n`));
    expect(await dlg(["total", "-", ...options, ...format], { stdin })).toEqual(printed(`${digits}\n`));
    expect(await dlg(["total", "-", ...options, ...format], { input: bytes })).toEqual(
      printed(`${digits}\n`),
    );
    expect(await dlg(["total", `${address}/${name}`, ...options])).toEqual(printed(`${digits}\n`));
  });
});
