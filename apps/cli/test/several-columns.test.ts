/** The built command, as a process: several columns, fields and keys in one pass. */
import { describe, expect, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { dlg, failed, printed } from "../src/testing/dlg.js";
import { parquet } from "../src/testing/parquet.js";

const folder = temporaryFolder();
const SALES =
  "region,month,amount,tax\nnorth,May,1204.50,0.3\nsouth,May,2,\nnorth,May,,0.4\nnorth,June,-4,0.1\n";
writtenFile(folder, "sales.csv", SALES);
writtenFile(folder, "sales.tsv", SALES.replaceAll(",", "\t"));
writtenFile(folder, "bare.csv", "a,1,10\nb,2,20\n");
writtenFile(folder, "swapped.csv", "region,month,tax,amount\nwest,May,1,2\n");
writtenFile(folder, "bad.csv", "amount,tax\n1,2\n3,x\ny,4\n");
writtenFile(folder, "2-3.csv", "2-3,b,c\n1,2,3\n");
writtenFile(folder, "tabs.csv", '"a\tb",c\\d\n1,2\n');
writtenFile(folder, "numbers.txt", "1 2\n");

const total = (...args: string[]) => dlg(["total", ...args], { cwd: folder });
const lines = (...text: string[]) => printed(text.map((line) => `${line}\n`).join(""));

describe("several columns", () => {
  test.each(["sales.csv", "sales.tsv"])("of %s are a line each, with their names", async (file) => {
    expect(await total(file, "--column", "tax", "--column", "amount")).toEqual(
      lines("tax\t0.8", "amount\t1202.5"),
    );
  });

  test.each([["3-4"], ["3-"], ["amount", "4"], ["3", "tax"]])(
    "are named by positions too: %j %j",
    async (...names) => {
      const options = names.flatMap((name) => ["--column", name]);
      expect(await total("sales.csv", ...options)).toEqual(lines("amount\t1202.5", "tax\t0.8"));
    },
  );

  test("a header that has the name goes before a range", async () => {
    expect(await total("2-3.csv", "--column", "2-3")).toEqual(lines("1"));
  });

  test("a range of one column is one total, and stays bare", async () => {
    expect(await total("sales.csv", "--column", "4-4")).toEqual(lines("0.8"));
  });

  test("without a header have their positions for names", async () => {
    expect(await total("bare.csv", "--no-header", "--column", "2-")).toEqual(lines("2\t3", "3\t30"));
  });

  test("--no-names leaves the digits", async () => {
    expect(await total("sales.csv", "--column", "3-", "--no-names")).toEqual(lines("1202.5", "0.8"));
  });

  test("--places rounds each of them", async () => {
    expect(await total("sales.csv", "--column", "3-", "--places", "2")).toEqual(
      lines("amount\t1202.50", "tax\t0.80"),
    );
  });

  test("--json tells of each in columns, for all and for each source", async () => {
    const { stdout } = await total("sales.csv", "--column", "3-", "--json");
    const columns = [
      { column: "amount", total: "1202.5", count: 3, empty: 1, skipped: 0 },
      { column: "tax", total: "0.8", count: 3, empty: 1, skipped: 0 },
    ];
    expect(JSON.parse(stdout)).toEqual({
      columns,
      bytes: SALES.length,
      seconds: expect.any(Number) as number,
      sources: [{ source: "sales.csv", format: "csv", columns, bytes: SALES.length }],
    });
  });

  test("--each has a line for each source under the names, and then all together", async () => {
    expect(await total("sales.csv", "sales.tsv", "--column", "3-", "--each")).toEqual(
      lines("source\tamount\ttax", "sales.csv\t1202.5\t0.8", "sales.tsv\t1202.5\t0.8", "total\t2405\t1.6"),
    );
  });

  test("tabs and backslashes in names are escaped", async () => {
    expect(await total("tabs.csv", "--column", "1-")).toEqual(lines("a\\tb\t1", "c\\\\d\t2"));
  });

  test("skipped numbers are counted in their columns", async () => {
    const answer = await total("bad.csv", "--column", "1-", "--skip-invalid");
    expect(answer).toEqual({ ...lines("amount\t4", "tax\t6"), stderr: "skipped 2 bad numbers\n" });
  });

  test("the first bad cell is the one that is told", async () => {
    expect(await total("bad.csv", "--column", "tax", "--column", "amount")).toEqual(
      failed(1, 'bad.csv:3:3: expected a number, got "x"\n'),
    );
  });

  test("of a second file have to be the same", async () => {
    expect(await total("sales.csv", "swapped.csv", "--column", "3-")).toEqual(
      failed(
        1,
        "swapped.csv: expected the columns amount, tax, as in the sources before, got the columns tax, amount\n",
      ),
    );
    expect(await total("sales.csv", "swapped.csv", "--column", "amount", "--column", "tax")).toEqual(
      lines("amount\t1204.5", "tax\t1.8"),
    );
  });

  test("numbers that stand in none belong to no total", async () => {
    expect(await total("sales.csv", "numbers.txt", "--column", "3-")).toEqual(
      failed(
        1,
        "numbers.txt: expected the columns amount, tax, as in the sources before, got numbers in no columns\n",
      ),
    );
  });

  test("of Parquet have a total each", async () => {
    writtenFile(
      folder,
      "sales.parquet",
      parquet({
        region: { element: { type: "BYTE_ARRAY", converted_type: "UTF8" }, data: ["n", "s", "n"] },
        amount: {
          element: { type: "INT64", converted_type: "DECIMAL", scale: 2, precision: 18 },
          data: [150n, null, 25n],
        },
        weight: { element: { type: "DOUBLE" }, data: [0.5, 0.25, 1] },
      }),
    );
    expect(
      await total("sales.parquet", "--column", "amount", "--column", "weight", "--by", "region"),
    ).toEqual(lines("region\tamount\tweight", "n\t1.75\t1.5", "s\t0\t0.25"));
  });
});

describe("several keys", () => {
  test("of JSON are named by their paths", async () => {
    writtenFile(folder, "sales.ndjson", '{"a":1,"b":2,"of":{"r":"n"}}\n{"a":3,"b":"0.5","of":{"r":"s"}}\n');
    const fields = ["--field", "a", "--field", "b"];
    expect(await total("sales.ndjson", ...fields)).toEqual(lines("a\t4", "b\t2.5"));
    expect(await total("sales.ndjson", ...fields, "--by", "of.r", "--by", "a")).toEqual(
      lines("of.r\ta\ta\tb", "n\t1\t1\t2", "s\t3\t3\t0.5"),
    );
  });

  test("stand in fields of their own, under no header where there is one total", async () => {
    expect(await total("sales.csv", "--column", "amount", "--by", "region", "--by", "month")).toEqual(
      lines("north\tMay\t1204.5", "south\tMay\t2", "north\tJune\t-4"),
    );
  });

  test("of several columns have a header with the names of the keys and of the totals", async () => {
    const options = ["--column", "3-", "--by", "1", "--by", "month", "--sort", "key"];
    expect(await total("sales.csv", ...options)).toEqual(
      lines(
        "region\tmonth\tamount\ttax",
        "north\tJune\t-4\t0.1",
        "north\tMay\t1204.5\t0.7",
        "south\tMay\t2\t0",
      ),
    );
    expect(await total("sales.csv", ...options, "--no-names")).toEqual(
      lines("north\tJune\t-4\t0.1", "north\tMay\t1204.5\t0.7", "south\tMay\t2\t0"),
    );
  });

  test("--sort total goes by the first column", async () => {
    const options = [
      "--column",
      "tax",
      "--column",
      "amount",
      "--by",
      "month",
      "--sort",
      "total",
      "--no-names",
    ];
    expect(await total("sales.csv", ...options)).toEqual(lines("May\t0.7\t1206.5", "June\t0.1\t-4"));
  });

  test.each([
    [["--column", "amount"], ["region"], { key: "south", total: "2", count: 1 }],
    [["--column", "3-"], ["region"], { key: "south", totals: ["2", "0"], counts: [1, 0] }],
    [["--column", "amount"], ["region", "month"], { keys: ["south", "May"], total: "2", count: 1 }],
    [["--column", "3-"], ["region", "month"], { keys: ["south", "May"], totals: ["2", "0"], counts: [1, 0] }],
  ])("--json with %j by %j", async (columns, keys, group) => {
    const by = keys.flatMap((key) => ["--by", key]);
    const { stdout } = await total("sales.csv", ...columns, ...by, "--json");
    expect((JSON.parse(stdout) as { groups: unknown[] }).groups[1]).toEqual(group);
  });
});
