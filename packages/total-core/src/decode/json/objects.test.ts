/** Objects read by the kernel and the TypeScript decoder together. */
import { describe, expect, test } from "vitest";
import { NO_SINK } from "../../contract/sink.js";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import { MALFORMED, WELL_FORMED } from "./syntax.cases.js";
import { bytesOf, type Options } from "../../testing/recorder.js";
import { newJsonDecoder, newNdjsonDecoder } from "./decoder.js";
import { csvKernel } from "../../kernel/csv.js";
import { objectsKernel } from "../../kernel/objects.js";
import { outcome, type Outcome, type Source } from "../../testing/outcome.js";

const FIELD: Options = { field: "a.b" };

/** A row as most of them are, so that the kernel knows their shape. */
const usual = (value: string): string =>
  `{"id":17,"a":{"c":"x","b":${value},"d":[true,null]},"e":"a longer string"}`;
const FILLER = Array.from({ length: 9 }, (_, i) => usual(`${i}.5`));

const lines = (data: Source, options: Options = FIELD): Outcome => outcome(newNdjsonDecoder, data, options);
const linesInTypeScript = (data: Source, options: Options = FIELD): Outcome =>
  outcome(newNdjsonReader, data, options);
const array = (data: Source, options: Options = FIELD): Outcome => outcome(newJsonDecoder, data, options);
const arrayInTypeScript = (data: Source, options: Options = FIELD): Outcome =>
  outcome(newJsonReader, data, options);

/** Each character is a byte. */
function latin(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** The row among others, as lines and as an array: the kernel takes two ways. */
function expectSame(row: string | Uint8Array, options: Options = FIELD): Outcome {
  const around = (begin: string, separator: string, end: string): Uint8Array => {
    const filler = FILLER.join(separator);
    return joined([
      bytesOf(`${begin}${filler}${separator}`),
      bytesOf(row),
      bytesOf(`${separator}${filler}${end}`),
    ]);
  };
  const ndjson = around("", "\n", "\n");
  const inLines = lines(ndjson, options);
  expect(inLines).toEqual(linesInTypeScript(ndjson, options));
  const json = around("[", ",", "]");
  expect(array(json, options)).toEqual(arrayInTypeScript(json, options));
  return inLines;
}

describe("objects by the kernel", () => {
  test("the kernel runs here", () => {
    expect(objectsKernel(Infinity, Infinity)).toBeDefined();
  });

  // prettier-ignore
  test.each([
    "0", "7", "-7", "10", "-0", "0.5", "-0.5", "-1234.56", "0.00", "123456789012345", "1234567890123456", "-12345678901234.5",
    "0.30000000000000004", "12345678901234567890.12345678901", "1".repeat(32), "1".repeat(33), `-${"1".repeat(31)}`, `0.${"3".repeat(40)}`, "1e3", "-1.5E-7",
    "5e+2", "0e0", '"1"', '"-1.50"', '"+1"', '"5."', '".5"', '"-.5"', '"007"', '"1e3"', `"${"1".repeat(40)}"`,
  ])("adds %s", (value) => {
    expect(expectSame(usual(value))).toMatchObject({ count: 19, empty: 0 });
  });

  test.each(["null", '""'])("counts %s as empty", (value) => {
    expect(expectSame(usual(value))).toMatchObject({ count: 18, empty: 1 });
  });

  // prettier-ignore
  test.each([
    '"x"', '"1.2345678901234567.8"', '"12345678901234567x"', '"1234567890-123456789"', `"${"1".repeat(16)}-"`, '"."', '"-"', '"+-1"', '" 1"', '"1 "', '"1,5"', '"1.2.3"', '"NaN"', "true", "false", '["x"]', "{}", '{"b":1}',
  ])("refuses %s, or skips it", (value) => {
    expect(expectSame(usual(value))).toEqual({ error: expect.stringContaining("BAD_NUMBER") as string });
    expect(expectSame(usual(value), { ...FIELD, skipInvalid: true })).toMatchObject({ count: 18, skipped: 1 });
  });

  test.each([
    ["1e4001", "1e4001"],
    ["1e-4001 in a string", '"1e-4001"'],
    ["a number of 16,385 bytes", `1${"0".repeat(16_384)}`],
    ["a string of as many", `"${"0".repeat(16_385)}"`],
  ])("%s is none to skip", (_what, value) => {
    const range = { error: expect.stringContaining("EXPONENT_RANGE") as string };
    expect(expectSame(usual(value), { ...FIELD, skipInvalid: true })).toEqual(range);
  });

  // prettier-ignore
  test.each([
    "01", "-01", "00.5", "+1", ".5", "5.", "-", "--1", "1-", "1e", "1e+", "1.e1", "1.2.3", "0x10", "1_0", "NaN", "nul", "tru", "falsy", "nulll",
    "'1'", '"1', '1"', "", "1 2", ",", "]", "}", ":", '"\\x"', '"\\u12g4"', '"\\u123', '"a\tb"', '"a\0b"', "\0", "\x7f", "é",
  ])("says that %j is malformed, where the number stands and elsewhere", (value) => {
    for (const row of [usual(value), usual("1").replace("17", value), usual("1").replace("true", value)]) {
      expect(expectSame(row)).toEqual({ error: expect.stringContaining("BAD_FORMAT") as string });
    }
  });

  // prettier-ignore
  test.each([
    ["has other keys", '{"a":{"b":5}}'],
    ["has its number in another place", '{"e":"x","a":{"b":5,"c":"x","d":[true,null]},"id":17}'],
    ["has the key in strings", '{"id":17,"a":{"c":"\\"b\\":1,","b":5,"d":["b",":"]},"e":"\\"a\\":{"}'],
    ["has the key elsewhere", '{"b":1,"x":{"a":{"b":2},"b":3},"a":{"x":{"b":4},"b":5},"y":[{"a":{"b":6}}]}'],
    ["has an object for a word", '{"id":17,"a":{"c":"x","b":5,"d":[{"b":1},[]]},"e":[]}'],
    ["has a word for an object", '{"id":null,"a":{"c":false,"b":5,"d":true},"e":null}'],
    ["has the key twice: the last counts", '{"a":{"b":1,"b":5}}'],
    ["has the object on the way twice: the last counts", '{"a":{"b":1},"a":{"b":5}}'],
    ["has escapes in keys", '{"id":17,"\\u0061":{"c":"x","\\u0062":5}}'],
    ["has the key once more with escapes", '{"a":{"b":1,"\\u0062":5}}'],
    ["has the object once more with escapes", '{"a":{"b":1},"\\u0061":{"b":5}}'],
    ["has escapes in the number", '{"a":{"b":"\\u0035"}}'],
    ["has escapes elsewhere", '{"id":17,"a":{"c":"\\\\\\"\\/\\b\\f\\n\\r\\t\\u00e9","b":5,"d":[true,null]},"e":"\\ud83d\\ude00"}'],
    ["has white space", '\t{ "id" : 17 , "a" :\r{"c": "x", "b" : 5 , "d":[ true , null ] }\t, "e" : "x" } '],
    ["has an array of one number", '{"id":17,"a":{"c":"x","b":[5],"d":[true,null]},"e":"x"}'],
    ["has an array on the way", '{"id":17,"a":[[{"c":"x","b":[5],"d":[true,null]}],[]],"e":"x"}'],
    ["is an array of one object", '[{"id":17,"a":{"c":"x","b":5}}]'],
    ["has long strings", `{"id":17,"a":{"c":"${"x".repeat(400)}","b":5},"${"k".repeat(400)}":1}`],
    ["has bytes that are not ASCII", '{"id":17,"a":{"c":"größe €","b":5,"d":[true,null]},"é":"\u{10ffff}"}'],
    ["is 64 levels deep", `{"a":{"b":5,"c":${"[".repeat(62)}${"]".repeat(62)}}}`],
    ["is 65 levels deep", `{"a":{"b":5,"c":${"[".repeat(63)}${"]".repeat(63)}}}`],
    ["has 2,000 scalars", `{"x":[${"1,".repeat(1999)}2],"a":{"b":5}}`],
    ["has more text between scalars than is remembered", `{${Array.from({ length: 300 }, (_, i) => `"${"k".repeat(60)}${i}":${i}`).join()},"a":{"b":5}}`],
    ["is nested after all that is remembered", `{"x":[${"1,".repeat(600)}[[[1],1],1],1],"a":{"b":5}}`],
    ["is longer than a call takes", `{"x":"${"x".repeat(80_000)}","a":{"b":5}}`],
  ])("a row that %s", (_what, row) => {
    expect(expectSame(row)).toMatchObject({ count: 19, empty: 0, skipped: 0 });
    const repeated = Array.from({ length: 12 }, () => row).join("\n");
    expect(lines(repeated)).toEqual({ total: "60e0", count: 12, empty: 0, skipped: 0 });
    expect(array(`[${repeated.replaceAll("\n", ",")}]`)).toEqual({ total: "60e0", count: 12, empty: 0, skipped: 0 });
  });

  // prettier-ignore
  test.each([
    ["with a bracket too many", `{"a":{"b":5},"c":${"[".repeat(64)}${"]".repeat(65)}`],
    ["with a bracket too few", `{"a":{"b":5},"c":${"[".repeat(64)}${"]".repeat(63)}}`],
    ["with a bracket too many after many scalars", `{"x":[${"1,".repeat(600)}[[[1],1],1],1],1],"a":{"b":5}}`],
    ["with a bracket too few after many scalars", `{"x":[${"1,".repeat(600)}[[[1],1],1,"a":{"b":5}}`],
    ["with a key in an array", `{"x":[${"1,".repeat(600)}"k":1],"a":{"b":5}}`],
    ["without a key in an object", `{"x":[${"1,".repeat(600)}1],2,"a":{"b":5}}`],
  ])("a malformed row %s", (_what, row) => {
    expect(expectSame(row)).toEqual({ error: expect.stringContaining("BAD_FORMAT") as string });
  });

  // prettier-ignore
  test.each([
    "{}", '{"a":1}', '{"a":null}', '{"a":[{"c":1}]}', '{"a":{}}', '{"a":{"B":1}}', '{"b":1}', '{"a.b":1}', '{"a":{"b":1},"a":2}', '{"a":{"b":1},"a":{}}', "5", "null",
  ])("a row without the field: %s", (row) => {
    expect(expectSame(row)).toEqual({ error: expect.stringContaining("NO_COLUMN") as string });
    expect(expectSame(row, { ...FIELD, skipInvalid: true })).toEqual({ error: expect.stringContaining("NO_COLUMN") as string });
  });

  // prettier-ignore
  test.each([
    "{}", '{"a":1}', '{"a":null}', '{"a":[{"c":1}]}', '{"a":{}}', '{"a":{"B":1}}', '{"b":1}', '{"a.b":1}', '{"a":{"b":1},"a":2}', '{"a":{"b":1},"a":{}}', "null", '{"a":{"c":{"b":1}},"x":{"b":[2]}}',
  ])("a row without the field is empty and missing, if it may be: %s", (row) => {
    const counts = { count: 18, empty: 1, missing: 1 };
    expect(expectSame(row, { ...FIELD, skipMissing: true })).toMatchObject(counts);
    const [all, half] = [Array.from({ length: 40 }, () => row), FILLER.flatMap((filler) => [filler, row])];
    for (const rows of [all, half, half.toReversed()]) {
      const options = { ...FIELD, skipMissing: true };
      expect(lines(rows.join("\n"), options)).toEqual(linesInTypeScript(rows.join("\n"), options));
      expect(lines(rows.join("\n"), options)).toMatchObject({ missing: rows === all ? 40 : 9 });
    }
  });

  // prettier-ignore
  test.each(["5", '"x"', "true", '{"a":{"b":{}}}', '{"a":{"b":true}}', '{"a":[5]}', '{"a":1', '{"a":{}}}'])("a row that is a fault stays one: %s", (row) => {
    expect(expectSame(row, { ...FIELD, skipMissing: true })).toEqual({ error: expect.any(String) as string });
  });

  test.each([
    ["a byte that begins nothing", "\xff"],
    ["a byte that goes on with nothing", "b\xbf"],
    ["a character that ends early", "0123456789abcdef\xe2\x82"],
    ["a character that would be shorter", "\xe0\x9f\xbf"],
    ["a surrogate", "0123456789abcde\xed\xa0\x80"],
    ["a character past U+10FFFF", "\xf4\x90\x80\x80"],
    ["a byte before an escape", "\xc3\\n"],
  ])("says that a key is malformed with %s, on the path and elsewhere", (_what, key) => {
    for (const other of ["id", "c", "e", "b"]) {
      const row = usual("5").replace(`"${other}"`, () => `"${key}"`);
      const outcomeOfRow = expectSame(latin(row));
      expect(outcomeOfRow).toEqual({ error: expect.stringContaining("BAD_FORMAT") as string });
      expect(outcomeOfRow).toEqual({ error: expect.stringContaining("expected a key in UTF-8") as string });
      // Where each row is so, the kernel may come to know the shape.
      const rows = joined(Array.from({ length: 9 }, () => latin(`${row}\n`)));
      expect(lines(rows)).toEqual(linesInTypeScript(rows));
    }
  });

  test("rows that parsers get wrong", () => {
    for (const document of [...WELL_FORMED, ...MALFORMED]) {
      expect(expectSame(document)).toBeDefined();
      expectSame(usual("5").replace('"x"', () => Buffer.from(document).toString()));
    }
  });

  test("judges every byte in every place of a row as the TypeScript decoder does", () => {
    const row = '{"i":1,"a":{"c":"x","b":-0.5,"d":[true,"\\n"]}}';
    for (let place = 0; place < row.length; place++) {
      for (let byte = 0; byte < 256; byte++) {
        const bytes = bytesOf(row).slice();
        bytes[place] = byte;
        const source = joined([bytesOf(`${row}\n`.repeat(6)), bytes, bytesOf(`\n${row}`)]);
        expect(lines(source)).toEqual(linesInTypeScript(source));
      }
    }
  });

  test("rows whose keys stand in any order, with scalars or containers as values", () => {
    const members = ['"id":17', '"a":{"c":"x","b":2.5}', '"d":[true,null]', '"e":"b"'];
    const others = ['"id":{"b":1}', '"a":{"b":-0.5,"d":{"b":7},"c":1}', '"d":[1,[2,3,4],{"b":[]}]', '"e":[]'];
    const orders = [0, 1, 2, 3].flatMap((first) => [1, 2, 3].map((step) => [first, step] as const));
    const rows = [members, others, members].flatMap((row, turn) =>
      orders.map(([first, step]) => {
        const kept = row.slice(0, 4 - (turn === 2 ? 1 : 0));
        return `{${kept.map((_, i) => kept[(first + i * step) % kept.length]).join(", ".slice(0, 1 + (first & 1)))}}`;
      }),
    );
    for (const skipInvalid of [false, true]) {
      const text = `${[...rows, ...rows.toReversed()].join("\n")}\n`.repeat(9);
      expect(lines(text, { ...FIELD, skipInvalid })).toEqual(
        linesInTypeScript(text, { ...FIELD, skipInvalid }),
      );
      const list = `[${rows.join(",")},${rows.toReversed().join(",")}]`;
      expect(array(list, { ...FIELD, skipInvalid })).toEqual(
        arrayInTypeScript(list, { ...FIELD, skipInvalid }),
      );
    }
  });

  test.each([
    ["keys", 2500, (i: number) => `{"k${i}":${i},"a":{"k${i % 7}":[1,2,3],"b":${i}.5}}`],
    ["bytes in keys", 90, (i: number) => `{"${String(i).repeat(500)}":1,"a":{"b":${i}}}`],
    [
      "scalars in a row",
      3,
      (i: number) => `{"x":[${`${i},{"y":1},`.repeat(700)}2],"a":{"z":${i},"b":-${i}}}`,
    ],
  ])("more %s than are remembered", (_what, count, row) => {
    const rows = Array.from({ length: count }, (_, i) => `${row(i)}\n${usual(`-${i}`)}\n`).join("");
    const text = rows + rows;
    expect(lines(text)).toEqual(linesInTypeScript(text));
    expect(lines(text)).toMatchObject({ count: 4 * count });
  });

  test("lines of numbers alone", () => {
    const numbers = ["7", "-41.5", "0", "0.25", "1e2", "12345678901234567890", "-0.125"];
    const text = `${numbers.join("\n")}\n`.repeat(50);
    expect(lines(text, {})).toEqual(linesInTypeScript(text, {}));
    expect(lines(text, {})).toMatchObject({ count: 350 });
    for (const line of [
      "01",
      "+1",
      ".5",
      '"1"',
      "null",
      "true",
      "[1]",
      "{}",
      "1 2",
      "1,",
      "",
      "\t",
      "-",
      "x",
    ]) {
      for (const odd of [`${text}${line}\n${text}`, `${text}${text}${line}\n${text}`]) {
        expect(lines(odd, {})).toEqual(linesInTypeScript(odd, {}));
        expect(lines(odd, { skipInvalid: true })).toEqual(linesInTypeScript(odd, { skipInvalid: true }));
      }
    }
  });

  test.each(["\n", "\r\n", " \n", "\n\n", "\n \t\r\n"])("lines may end with %j", (end) => {
    const data = FILLER.map((row) => row + end).join("");
    expect(lines(data)).toMatchObject({ total: "405e-1", count: 9 });
    expect(lines(data + "x")).toEqual(linesInTypeScript(data + "x"));
  });

  test("keys want groups: then the TypeScript decoder does it all", () => {
    // Whether it is there yet depends on the files that the process has run before.
    expect(csvKernel(Infinity, Infinity)).toBeDefined();
    const groups: string[] = [];
    const sink = { ...NO_SINK, group: (key: string) => groups.push(key) };
    const decoder = newNdjsonDecoder({ sink, skipInvalid: false, field: "a.b", by: "e" });
    decoder.push(bytesOf(`${FILLER.join("\n")}\n`));
    decoder.end();
    expect(groups.length).toBe(FILLER.length);
  });
});
