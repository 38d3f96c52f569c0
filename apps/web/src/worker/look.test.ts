import { gzipSync } from "node:zlib";
import { FORMAT_TABLE } from "@dlg/total-core/internal";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { FORMATS, OPTIONS, SHOWN } from "../formats.js";
import type { Reading } from "../protocol.js";
import { fieldsIn } from "./fields.js";
import { HEAD_BYTES } from "./head.js";
import { lookAt } from "./look.js";

const look = (content: string | Uint8Array<ArrayBuffer>, name = "", reading: Reading = {}) =>
  lookAt(new File([content], name), reading);

test("the formats are those of the library, with their options and names", () => {
  const table = Object.entries(FORMAT_TABLE);
  expect(OPTIONS).toEqual(Object.fromEntries(table.map(([format, { options }]) => [format, options])));
  expect(SHOWN).toEqual(Object.fromEntries(table.map(([format, { shown }]) => [format, shown])));
  expect(FORMATS).toEqual(Object.keys(FORMAT_TABLE));
});

describe("the format is told by the name, or else by the first bytes", () => {
  test.each([
    ["", "text"],
    ["1 2\n3", "text"],
    ["1\t2\n3\t4", "text"],
    ["-", "text"],
    ["1,5\n2,5", "text"],
    ["$1.50\n$2", "text"],
    ["amount\n1\n2", "csv"],
    ["amount\nx\ny", "text"],
    ["name,amount\nx,1", "csv"],
    ["name;amount\nx;1,50", "csv"],
    ["name\tamount\nx\t1", "csv"],
    ["[1,2]", "json"],
    ['{"a":1}\n{"a":2}', "ndjson"],
    ["PAR1", "parquet"],
  ])("%j is %s", async (content, format) => {
    expect((await look(content)).format).toBe(format);
  });

  test.each([
    ["a.CSV", "csv"],
    ["a.csv.gz", "csv"],
    ["a.f64", "f64"],
    ["a.parquet", "parquet"],
    ["a.jsonl", "ndjson"],
  ])("%s is %s", async (name, format) => {
    expect((await look("1", name)).format).toBe(format);
  });

  test("what the user says goes before", async () => {
    expect((await look("1", "a.csv", { format: "text" })).format).toBe("text");
  });

  test("through gzip", async () => {
    expect(await look(new Uint8Array(gzipSync("a,b\n1,2")))).toMatchObject({
      format: "csv",
      columns: [{ name: "a" }, { name: "b" }],
    });
  });
});

describe("the columns of a table", () => {
  test("have names, by which they are found in other files, and may have numbers", async () => {
    const { columns } = await look("name, amount ,zip\nx,1.50,12345\ny,-2,?", "a.csv");
    expect(columns).toEqual([
      { name: "name", choice: "name", isNumeric: false },
      { name: "amount", choice: "amount", isNumeric: true },
      { name: "zip", choice: "zip", isNumeric: true },
    ]);
  });

  test("are chosen by position where there is no name of their own; the library takes a name that none has as a position", async () => {
    expect((await look("a,a,\n1,2,3", "a.csv")).columns.map(({ choice }) => choice)).toEqual([1, 2, "3"]);
    const { columns } = await look("1,2\n3,4", "a.csv", { header: false });
    expect(columns.map(({ choice }) => choice)).toEqual([1, 2]);
  });

  test("are known where the head is cut within a row, and where rows are wrong", async () => {
    const long = `a,b\n${"1,2\n".repeat(HEAD_BYTES / 4)}`;
    expect((await look(long, "a.csv")).columns.map(({ name }) => name)).toEqual(["a", "b"]);
    expect((await look('a,b\n1,"x', "a.csv")).columns.map(({ name }) => name)).toEqual(["a", "b"]);
    expect((await look("a,b\n1\n", "a.csv")).columns.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  test("are the first thousand of more", async () => {
    const names = Array.from({ length: 1500 }, (_, i) => `c${i}`);
    expect((await look(`${names.join()}\n${names.map(() => 1).join()}`, "a.csv")).columns).toHaveLength(1000);
  });

  test("by the dialect that the user has said", async () => {
    const { columns } = await look("# x\na~b\n1~2,5", "a.csv", {
      delimiter: "~",
      skipLines: 1,
      decimal: ",",
    });
    expect(columns.map(({ name, isNumeric }) => [name, isNumeric])).toEqual([
      ["a", true],
      ["b", true],
    ]);
  });

  test("of Parquet are the leaves of its schema", async () => {
    const file = parquetWriteBuffer({
      columnData: [
        { name: "name", data: ["a", "b"], type: "STRING" },
        { name: "amount", data: [1.5, 2], type: "DOUBLE" },
        { name: "day", data: [new Date(0), new Date(1)], type: "TIMESTAMP" },
      ],
    });
    const { columns } = await look(new Uint8Array(file), "a.parquet");
    expect(columns.map(({ name, isNumeric }) => [name, isNumeric])).toEqual([
      ["name", false],
      ["amount", true],
      ["day", false],
    ]);
  });
});

const paths = (head: string) => fieldsIn(head).map(({ path, isNumeric }) => (isNumeric ? path : `${path}?`));

describe("the paths of JSON", () => {
  test.each([
    ["[1,2", [""]],
    ['{"a":1,"b":"x"}\n{"c":2}', ["a", "b?"]],
    ['{"a":{"b":[1,2],"c":"1.50"}}', ["a.b", "a.c"]],
    ['{"data":[{"x":1},{"y":null,"z":tr', ["data.x", "data.y?"]],
    ['[{"x":"a \\" } b","y":1},{"z', ["x?", "y"]],
    ['[{"a.b":1,"":2,"/c":{"d~e/f":3}}]', ["/a.b", "/", "//c/d~0e~1f".replace("//c", "/~1c")]],
    ["", []],
    ["nonsense", []],
    ["[}", []],
  ])("%s", (head, expected) => {
    expect(paths(head)).toEqual(expected);
  });
});
