/** The built command, as a process: Parquet files. The bundle must hold the code that reads them, compressions too. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { parquet, twosComplement, type Column } from "../src/testing/parquet.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { dlg, failed, printed } from "../src/testing/dlg.js";
import { serve } from "../src/testing/server.js";

const folder = temporaryFolder();

const ROWS = 5000;
/** Numbers in units of 0.01, past 2^53 in columns that have room for them; every tenth row is null. */
const cents = (large: bigint): readonly (bigint | null)[] =>
  Array.from({ length: ROWS }, (_, i) =>
    i % 10 === 3 ? null : (BigInt(i) * 7919n + large) * (i % 3 === 0 ? -1n : 1n),
  );

/** The sum, with the point before the last two digits. */
function digitsOf(hundredths: readonly (bigint | null)[]): string {
  const sum = hundredths.reduce((a: bigint, b) => a + (b ?? 0n), 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(3, "0");
  return `${sum < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, "");
}

const decimal = { type: "DECIMAL" as const, precision: 9, scale: 2 };
const KINDS: readonly (readonly [
  name: string,
  element: Column["element"],
  large: bigint,
  stored: (value: bigint) => unknown,
])[] = [
  ["INT32", { type: "INT32" }, 1_000_000_000n, Number],
  ["INT64", { type: "INT64" }, 2n ** 60n + 1n, (value) => value],
  ["9 bytes", { type: "FIXED_LEN_BYTE_ARRAY", type_length: 9 }, 2n ** 64n, (v) => twosComplement(v, 9)],
  ["16 bytes", { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16 }, 2n ** 120n, (v) => twosComplement(v, 16)],
  ["any length", { type: "BYTE_ARRAY" }, 2n ** 200n, (v) => twosComplement(v, v < 0n ? 27 : 26)],
];

describe("a column of DECIMAL is totalled exactly, nulls are empty", () => {
  test.each(KINDS)("stored as %s", async (name, element, large, stored) => {
    const values = cents(large);
    const data = values.map((value) => (value === null ? null : stored(value)));
    const file = `${name}.parquet`;
    writtenFile(folder, file, parquet({ x: { element: { ...element, logical_type: decimal }, data } }, 1700));
    expect(await dlg(["total", file], { cwd: folder })).toEqual(printed(`${digitsOf(values)}\n`));
    const { stdout } = await dlg(["total", file, "--json"], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ count: 0.9 * ROWS, empty: 0.1 * ROWS });
  });
});

const sales = parquet({
  region: {
    element: { type: "BYTE_ARRAY", converted_type: "UTF8" },
    data: ["north", "south", null, "north", "東京"],
  },
  id: { element: { type: "INT32" }, data: [1, 2, 3, -4, 2 ** 31 - 1] },
  big: { element: { type: "INT64" }, data: [2n ** 63n - 1n, 2n ** 63n - 1n, null, -1n, 2n] },
  price: { element: { type: "DOUBLE" }, data: [0.1, 0.2, null, NaN, 1e300] },
  rate: { element: { type: "DOUBLE" }, data: [0.1, 0.2, null, null, 0.3] },
  amount: {
    element: { type: "INT64", logical_type: decimal },
    data: [150n, -300n, 5n, 25n, null],
  },
});
writtenFile(folder, "sales.parquet", sales);
writtenFile(folder, "sales", sales);
writtenFile(folder, "sales.parquet.gz", gzipSync(sales));
writtenFile(folder, "empty.parquet", "");
writtenFile(folder, "text.parquet", "1 2 3\n");
writtenFile(folder, "sales.csv", "region,amount\nnorth,0.5\n");

const total = (...args: string[]) => dlg(["total", ...args], { cwd: folder });

describe("a column of a Parquet file", () => {
  test.each([
    [["sales.parquet", "--column", "id"], "2147483649"],
    [["sales.parquet", "--column", "2"], "2147483649"],
    [["sales.parquet", "--column", "big"], "18446744073709551615"],
    [["sales.parquet", "--column", "price"], "NaN"],
    [["sales.parquet", "--column", "rate"], "0.6"],
    [
      ["sales.parquet", "--column", "rate", "--exact"],
      "0.6000000000000000055511151231257827021181583404541015625",
    ],
    [["sales.parquet", "--column", "amount"], "-1.2"],
    [["sales.parquet.gz", "--column", "amount"], "-1.2"],
    [["sales", "--column", "amount"], "-1.2"],
    [["sales", "--column", "amount", "--format", "parquet"], "-1.2"],
    [["sales.parquet", "sales.csv", "--column", "amount"], "-0.7"],
  ])("%j: %s", async (args, digits) => {
    expect(await total(...args)).toEqual(printed(`${digits}\n`));
  });

  test("on standard input, in gzip too", async () => {
    const args = ["total", "-", "--column", "amount"];
    expect(await dlg(args, { input: sales })).toEqual(printed("-1.2\n"));
    expect(await dlg(args, { input: gzipSync(sales) })).toEqual(printed("-1.2\n"));
  });

  test("at an address, by its extension and by its type", async () => {
    const address = await serve(({ url }, answer) => {
      if (url === "/typed") answer.setHeader("content-type", "application/vnd.apache.parquet");
      answer.end(sales);
    });
    for (const path of ["/sales.parquet", "/typed"]) {
      expect(await dlg(["total", address + path, "--column", "amount"])).toEqual(printed("-1.2\n"));
    }
  });

  test("by the keys of another column, nulls under the empty key", async () => {
    const by = ["--column", "amount", "--by", "region"];
    const groups = "north\t1.75\nsouth\t-3\n\t0.05\n東京\t0\n";
    expect(await total("sales.parquet", ...by)).toEqual(printed(groups));
    expect(await dlg(["total", "-", ...by], { input: sales })).toEqual(printed(groups));
    expect(await total("sales.csv", "sales.parquet", ...by, "--sort", "total")).toEqual(
      printed("north\t2.25\n\t0.05\n東京\t0\nsouth\t-3\n"),
    );
  });
});

const COLUMNS = "sales.parquet: expected one of the columns region, id, big, price, rate, amount";

describe("what is wrong with it: exit 1, one line", () => {
  test.each([
    [["sales.parquet"], `${COLUMNS}, got none`],
    [["sales.parquet", "--column", "amont"], `${COLUMNS} (did you mean amount?), got "amont"`],
    [["sales.parquet", "--column", "7"], `${COLUMNS}, or a position from 1 to 6, got "7"`],
    [
      ["sales.parquet", "--column", "amount", "--by", "regio"],
      `${COLUMNS} (did you mean region?), got "regio"`,
    ],
    [
      ["sales.parquet", "--column", "region"],
      "sales.parquet: expected numbers in the column region, got strings",
    ],
    [["empty.parquet"], "empty.parquet: expected Parquet data, got the end of the input"],
    [["text.parquet"], 'text.parquet: expected Parquet data, got "1 2 "'],
  ])("%j", async (args, line) => {
    expect(await total(...args)).toEqual(failed(1, `${line}\n`));
  });

  test("a file that is cut, wherever that is", async () => {
    for (const length of [5, 100, sales.length - 9, sales.length - 1]) {
      writtenFile(folder, "cut.parquet", sales.subarray(0, length));
      const { exit, stdout, stderr } = await total("cut.parquet", "--column", "id");
      expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
      expect(stderr).toMatch(/^cut\.parquet(:\d+)?: expected [^\n]+, got [^\n]+\n$/);
    }
  });
});
