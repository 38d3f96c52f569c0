/** Which rows the kernel takes itself. Other tests hold that its sums are right; these hold that it does not leave the rows to the TypeScript decoder. */
import { describe, expect, test } from "vitest";
import { bytesOf } from "../testing/recorder.js";
import { objectsKernel, type ObjectRows } from "./objects.js";
import { AT_END, AT_SLOW_ROW } from "./rows.js";
import { takenBy } from "../testing/taken.js";

const kernel = objectsKernel(Infinity, Infinity)!;

const ROWS: ObjectRows = { keys: ["a", "b"].map(bytesOf), areLines: true };
const ELEMENTS: ObjectRows = { ...ROWS, areLines: false };
const NUMBERS: ObjectRows = { keys: [], areLines: true };

const taken = (text: string, rows: ObjectRows = ROWS) =>
  takenBy(kernel, text, (begin, end, reader) => kernel.addRows(rows, begin, end, reader));

const all = (count: number) => ({ left: "", why: AT_END, count, empty: 0, slow: [] });
const USUAL = '{"id":17,"a":{"c":"x","b":2.5,"d":[true,null]},"e":"y"}';

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
