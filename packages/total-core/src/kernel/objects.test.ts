/** Which rows the kernel takes itself. Other tests hold that its sums are right; these hold that it does not leave the rows to the TypeScript decoder. */
import { describe, expect, test } from "vitest";
import { bytesOf } from "../testing/recorder.js";
import { objectsKernel, type ObjectRows, type RowPlace } from "./objects.js";
import { AT_FULL } from "./memory.generated.js";
import { AT_END, AT_SLOW_ROW } from "./rows.js";
import { takenBy } from "../testing/taken.js";

const kernel = objectsKernel(Infinity, Infinity)!;

const PLACES: readonly RowPlace[] = [
  { key: bytesOf("a"), around: 0, path: undefined },
  { key: bytesOf("b"), around: 1, path: 0 },
];
const ROWS: ObjectRows = { places: PLACES, numbers: 1, keys: 0, areLines: true };
const ELEMENTS: ObjectRows = { ...ROWS, areLines: false };
const NUMBERS: ObjectRows = { ...ROWS, places: [] };

const taken = (text: string, rows: ObjectRows = ROWS) =>
  takenBy(kernel, text, (begin, end, reader) => kernel.addRows(rows, begin, end, reader));

const all = (count: number) => ({ left: "", why: AT_END, count, empty: 0, slow: [] });
const USUAL = '{"id":17,"a":{"c":"x","b":2.5,"d":[true,null]},"e":"y"}';

/** The members of a row in an order that is another one for each index: a permutation by the digits of a number in mixed radix. */
function shuffledRow(index: number, keys: number): string {
  const members = [
    '"a":{"b":0.5}',
    ...Array.from({ length: keys - 1 }, (_, key) => `"key_${key}":${index + key}`),
  ];
  let left = index * 2_654_435_761;
  const shuffled: string[] = [];
  while (members.length > 0) {
    shuffled.push(...members.splice(left % members.length, 1));
    left = Math.floor(left / 3);
  }
  return `{${shuffled.join(",")}}`;
}

describe("the kernel for objects takes", () => {
  // prettier-ignore
  test.each([
    ["rows of one shape", [USUAL, USUAL, USUAL, USUAL]],
    ["a scalar of another kind", [USUAL, USUAL.replace("17", '"x"'), USUAL.replace("17", "null"), USUAL.replace("17", "false"), USUAL]],
    ["a container for a scalar", [USUAL, USUAL.replace("17", "{}"), USUAL.replace("17", "[1,[]]"), USUAL.replace("17", '{"b":1}'), USUAL]],
    ["a scalar for a container", [USUAL.replace("17", "[1,2]"), USUAL, USUAL.replace("[true,null]", "5"), USUAL]],
    ["an empty list, and a longer one", [USUAL, USUAL.replace("[true,null]", "[]"), USUAL.replace("[true,null]", "[1,2,3,4]"), USUAL]],
    ["more keys and fewer", [USUAL, USUAL.replace('"id":17,', ""), USUAL.replace('"id":17,', '"f":1,"id":17,'), USUAL.replace(',"e":"y"', ""), USUAL]],
    ["keys in any order", [USUAL, '{"e":"y","a":{"d":[],"b":2,"c":"x"},"id":17}', '{"a":{"b":1},"e":"y","id":{}}', USUAL, '{"e":"y","id":17,"a":{"c":"x","b":2.5}}']],
    ["other white space", [USUAL, USUAL.replaceAll(":", " : "), ` ${USUAL}\t`, `${USUAL}\r`]],
    ["escapes", [USUAL, USUAL.replace("x", '\\"\\u00e9'), USUAL.replace('"e"', '"f"').replace("y", "\\\\")]],
    ["long strings and keys", [USUAL, USUAL.replace("x", "x".repeat(100)), USUAL.replace('"c"', `"${"k".repeat(100)}"`)]],
    ["keys that are not ASCII", ["é", "€", "0123456789abcdé\u{10ffff}", "\ud7ff\ue000\u0800\u{10000}", `${"x".repeat(15)}${"é".repeat(40)}`].map((key) => USUAL.replace("id", key))],
    ["other numbers", [USUAL, USUAL.replace("17", "-1.5e+7"), USUAL.replace("17", "1".repeat(100)), USUAL.replace("17", `0.${"1".repeat(30)}`)]],
    ["numbers of up to 32 bytes", [USUAL.replace("2.5", "-0.5"), USUAL.replace("2.5", "1".repeat(17)), USUAL.replace("2.5", `-${"1".repeat(15)}.${"1".repeat(15)}`)]],
    ["numbers in strings", [USUAL.replace("2.5", '"2.5"'), USUAL.replace("2.5", '"+.5"'), USUAL.replace("2.5", '"-5."'), USUAL]],
    ["the path's keys elsewhere", [USUAL, USUAL.replace("17", '{"a":{"b":1}}'), USUAL.replace("true", '{"b":1}'), '{"b":1,"a":{"x":{"b":2},"b":3}}']],
    ["63 levels and more scalars than are remembered", [`{"a":{"b":1,"c":${"[".repeat(62)}${"]".repeat(62)}}}`, `{"x":[${"1,".repeat(1000)}2],"a":{"b":5}}`]],
  ])("%s", (_what, rows) => {
    expect(taken(`${rows.join("\n")}\n`)).toMatchObject(all(rows.length));
    expect(taken(`${[...rows, ...rows].join("\n")}\n`)).toMatchObject(all(2 * rows.length));
    expect(taken(`${rows.join(",\n ")},`, ELEMENTS)).toMatchObject(all(rows.length));
  });

  // prettier-ignore
  test.each([
    ["whose keys come in another order each time", 5000, (i: number) => shuffledRow(i, 6)],
    ["of twenty keys in any order, more than are compared", 1500, (i: number) => shuffledRow(i, 20)],
    ["of which each has a key of its own", 3000, (i: number) => `{"u${i}":{"x":${i}},"a":{"b":1}}`],
    ["of two shapes, one of them rare", 5000, (i: number) => (i % 50 === 7 ? '{"a":{"b":2,"c":0},"d":{}}' : `{"id":${i},"a":{"b":2.5}}`)],
    ["with a word and a string that stay the same, and then do not", 5000, (i: number) => `{"c":"${i < 3000 ? "EUR" : i}","f":${i < 2000},"a":{"b":1}}`],
    ["with a string that is the beginning of others", 5000, (i: number) => `{"c":"${i < 900 ? "a" : `a${i}`}","a":{"b":1}}`],
    ["with a number that is the beginning of others", 5000, (i: number) => `{"c":${i < 900 ? 1 : `1${i}`},"a":{"b":1}}`],
    ["with a long text between scalars", 2000, (i: number) => `{"${"k".repeat(60)}":${i},"c":"${"long ".repeat(20)}","a":{"b":1}}`],
    ["that begin alike and go on at a bracket", 2000, (i: number) => `{"x":${["1", "[]", "[1]", "{}", '{"y":1}', "[{}]"][i % 6]!},"a":{"b":1}}`],
  ])("thousands of lines %s", (_what, count, row) => {
    let left = Array.from({ length: count }, (_, i) => `${row(i)}\n`).join("");
    let rows = 0;
    while (left !== "") {
      const got = taken(left.slice(0, 60_000));
      expect(got).toMatchObject({ why: AT_END, empty: 0, slow: [] });
      rows += got.count;
      left = got.left + left.slice(60_000);
    }
    expect(rows).toBe(count);
  });

  test("lines whose numbers have up to 31 bytes, any of them beside the number that is added", () => {
    const rows = Array.from({ length: 32 }, (_, length) => {
      const number = `${"1".repeat(Math.ceil(length / 2) || 1)}${length > 2 ? `.${"2".repeat(Math.floor(length / 2))}` : ""}`;
      return USUAL.replace("17", number).replace("2.5", number);
    });
    expect(taken(`${[...rows, ...rows].join("\n")}\n`)).toMatchObject(all(64));
  });

  test("null and nothing in quotes, which are empty", () => {
    const rows = [USUAL, USUAL.replace("2.5", "null"), USUAL.replace("2.5", '""'), USUAL].join("\n");
    expect(taken(`${rows}\n${rows}\n`)).toMatchObject({ left: "", count: 4, empty: 4 });
  });

  test("rows whose numbers it does not know, which it lists", () => {
    const slow = ["1.5E-7", "1".repeat(33), "1e3"];
    const rows = slow.map((literal) => USUAL.replace("2.5", literal));
    expect(taken(`${rows.join("\n")}\n`)).toMatchObject({ left: "", count: 0, slow });
    const strings = [" 1", "1,5", "1e3", "x"];
    const quoted = strings.map((literal) => USUAL.replace("2.5", `"${literal}"`));
    expect(taken(`${quoted.join(",")},`, ELEMENTS)).toMatchObject({ left: "", count: 0, slow: strings });
  });

  test("lines of numbers", () => {
    expect(taken("1\n-2.5\n 3\r\n\t4 \n0.5\n", NUMBERS)).toMatchObject(all(5));
  });

  test("whole rows and not the one that is cut, wherever that is", () => {
    const row = '{"a":{"b":-12.5},"c":[true,false,null,"x\\u00e9\\n",1.5e+3]}';
    for (let cut = 0; cut <= row.length; cut++) {
      const part = row.slice(0, cut);
      for (const rows of [1, 2, 5]) {
        expect(taken(`${row}\n`.repeat(rows) + part)).toMatchObject({ ...all(rows), left: part });
        expect(taken(`${row},`.repeat(rows) + part, ELEMENTS)).toMatchObject({ ...all(rows), left: part });
      }
    }
  });

  test("all before a slow row, wherever it is, and says on which line it is", () => {
    for (const slow of ["", "x", '{"a":1}', '{"a":{"b":1,"b":2}}', '{"a":{"b":"\\u0031"}}', `${USUAL},`]) {
      for (let before = 0; before < 12; before++) {
        const text = `${USUAL}\n`.repeat(before) + `${slow}\n` + `${USUAL}\n`.repeat(11 - before);
        const { left, why, count, position } = taken(text);
        expect({ left, why, count }).toEqual({
          left: text.slice(before * (USUAL.length + 1)),
          why: AT_SLOW_ROW,
          count: before,
        });
        const offset = before * (USUAL.length + 1);
        expect(position).toEqual({ line: before + 1, lineStart: offset, offset });
      }
    }
  });
});

function place(name: string, around: number, path?: number): RowPlace {
  return { key: bytesOf(name), around, path };
}

describe("the kernel for objects lists", () => {
  /** A number at `n` and one at `a.b`, with keys at `k` and `a.g`. */
  const LISTED: ObjectRows = {
    places: [place("n", 0, 0), place("a", 0), place("k", 0, 2), place("b", 2, 1), place("g", 2, 3)],
    numbers: 2,
    keys: 2,
    areLines: true,
  };
  const FULL = '{"k":"x","n":1.5,"a":{"g":true,"b":"-2"}}';

  /** The cells of each listed row, and where the rows end. A missing one is undefined. */
  function listed(text: string, rows: ObjectRows = LISTED) {
    const bytes = bytesOf(text);
    const begin = kernel.memory.place(bytes);
    const { list, count, end, lines, why } = kernel.listRows(rows, begin, begin + bytes.length);
    const paths = rows.numbers + rows.keys;
    const words = new Uint32Array(kernel.memory.bytes.buffer, list, count * (2 * paths + 1));
    const cell = (start: number, stop: number) =>
      stop < start ? undefined : text.slice(start - begin, stop - begin);
    const cells = Array.from({ length: count }, (_row, row) => {
      const at = row * (2 * paths + 1);
      return Array.from({ length: paths }, (_cell, path) =>
        cell(words[at + 2 * path]! + 1, words[at + 2 * path + 1]!),
      );
    });
    expect(count === 0 ? begin : words.at(-1)! + 1).toBe(end);
    return { cells, left: text.slice(end - begin), lines, why };
  }

  test("the values of all paths, in whichever order they stand, in the order of the rows", () => {
    const rows = Array.from({ length: 30 }, (_, i) =>
      i % 7 === 3 ? `{"a":{"b":${i},"g":null},"x":[{"k":1}],"n":null,"k":${i}}` : FULL.replace("1.5", `${i}`),
    );
    const cells = rows.map((_, i) => (i % 7 === 3 ? ["", `${i}`, `${i}`, ""] : [`${i}`, "-2", "x", "true"]));
    expect(listed(`${rows.join("\n")}\n`)).toEqual({ cells, left: "", lines: 30, why: AT_END });
    expect(listed(`${rows.join(",\n")},`, { ...LISTED, areLines: false })).toEqual({
      cells,
      left: "",
      lines: 29,
      why: AT_END,
    });
  });

  test.each([
    ["a key with escapes", FULL.replace("x", "\\u0078")],
    ["a key that is an object or an array", FULL.replace('"x"', "{}")],
    ["a key that comes twice", FULL.replace("{", '{"k":"y",')],
    ["a place around a key that comes twice", FULL.replace("{", '{"a":{},')],
    ["a word for a number", FULL.replace("1.5", "true")],
    ["a missing number", FULL.replace('"n":1.5,', "")],
    ["a missing key", FULL.replace('"k":"x",', "")],
  ])("nothing of a row with %s", (_what, row) => {
    for (const before of [0, 1, 2, 9]) {
      const { cells, left, why } = listed(`${FULL}\n`.repeat(before) + `${row}\n` + `${FULL}\n`.repeat(9));
      expect([cells.length, left.startsWith(row), why]).toEqual([before, true, AT_SLOW_ROW]);
    }
  });

  test("missing values where they may be missing: of a number, or of all numbers and a key", () => {
    const rows = { ...LISTED, skipsMissing: true };
    expect(listed('{"k":"x","n":1,"a":{"g":"y"}}\n{"a":{"g":"z"}}\n{}\n', rows).cells).toEqual([
      ["1", undefined, "x", "y"],
      [undefined, undefined, undefined, "z"],
      [undefined, undefined, undefined, undefined],
    ]);
    expect(listed('{"n":1,"a":{"b":2,"g":"y"}}\n', rows)).toMatchObject({ cells: [], why: AT_SLOW_ROW });
  });

  test("as many rows as it has room for, and the others in the next calls", () => {
    const rows = { ...LISTED, skipsMissing: true };
    const text = "{}\n".repeat(21_000);
    let left = text;
    let count = 0;
    for (let calls = 0; left !== "" && calls < 9; calls++) {
      const got = listed(left, rows);
      expect(got.why).toBe(got.left === "" ? AT_END : AT_FULL);
      count += got.cells.length;
      left = got.left;
    }
    expect([left, count]).toEqual(["", 21_000]);
  });
});
