/** Which rows the kernel takes itself. Other tests hold that its sums are right; these hold that it does not leave the rows to the TypeScript decoder. */
import { describe, expect, test } from "vitest";
import { csvKernel, type ColumnRows } from "./csv.js";
import { AT_END, AT_SLOW_ROW } from "./rows.js";
import { takenBy } from "../testing/taken.js";

const kernel = csvKernel(Infinity, Infinity)!;

const ROWS: ColumnRows = {
  fields: 4,
  columns: [2],
  keys: [],
  delimiter: 0x2c,
  quotes: true,
  plainNumbers: true,
};
const ONE: ColumnRows = { ...ROWS, fields: 1, columns: [0] };
const LAST: ColumnRows = { ...ROWS, columns: [3] };

const taken = (text: string, rows: ColumnRows = ROWS) =>
  takenBy(kernel, text, (begin, end, reader) => kernel.addRows(rows, begin, end, reader));
const all = (count: number) => ({ left: "", why: AT_END, count, empty: 0, slow: [] });

const LONG = `1,"\n",2.5,"${"x".repeat(70)}"\n`;

describe("the kernel for CSV takes", () => {
  // prettier-ignore
  test.each([
    ["bare fields", ["1,x,2.5,y", "2,,-0.5,", ",,+.5,y", "é,€,5.,\t"]],
    ["fields in quotes", ['"1","x","2.5","y"', '1,"a,b",-0.5,""', '"","""","7","""a""""b"""', '1,"\n\r\n,",8,"\n"']],
    ["lines that end with CRLF", ["1,x,2.5,y\r", '1,"x",2.5,"y"\r', "1,\r,2.5,\r\r"]],
    ["numbers of up to 32 bytes", [`1,x,${"1".repeat(17)},y`, `1,x,"-${"1".repeat(15)}.${"1".repeat(15)}",y`, `1,x,${"1".repeat(32)},y`]],
    ["long fields", [`1,${"x".repeat(500)},5,${"y".repeat(64)}`, `1,"${'x"",\n'.repeat(100)}",5,"${"y".repeat(128)}"`]],
  ])("%s", (_what, rows) => {
    for (let shift = 0; shift < 64; shift++) {
      const first = `${"x".repeat(shift)},,1,`;
      expect(taken(`${first}\n${rows.join("\n")}\n`)).toMatchObject(all(rows.length + 1));
    }
  });

  test("the last field, and the only one", () => {
    expect(taken('1,x,y,2.5\r\n1,x,y,"3"\r\n1,x,y,4\n"","","","5"\n', LAST)).toMatchObject(all(4));
    expect(taken('1\n"2.5"\n3\r\n"4"\r\n', ONE)).toMatchObject(all(4));
  });

  test("nothing, which is empty, and no lines of nothing", () => {
    expect(taken('1,x,,y\n1,x,"",y\n')).toMatchObject({ left: "", count: 0, empty: 2 });
    expect(taken('1,x,y,\r\n1,x,y,""\r\n', LAST)).toMatchObject({ left: "", count: 0, empty: 2 });
    expect(taken('\n1\n\r\n""\n\n', ONE)).toMatchObject({ left: "", count: 1, empty: 1 });
  });

  test("rows whose numbers it does not know, which it lists", () => {
    const slow = [" 5", "1e3", "5 ", "x", '1""2', "1".repeat(33)].toSorted();
    const rows = slow.map((cell) => (cell.includes('"') ? `1,x,"${cell}",y\n` : `1,x,${cell},y\n`));
    expect(taken(rows.join(""))).toMatchObject({ left: "", count: 0, slow });
    expect(taken("1,x,5,y\n", { ...ROWS, plainNumbers: false })).toMatchObject({
      left: "",
      count: 0,
      slow: ["5"],
    });
  });

  test("quotes as any bytes, where they do not quote", () => {
    const rows = { ...ROWS, quotes: false };
    expect(taken('1,nail 5" long,2.5,"\n', rows)).toMatchObject(all(1));
    expect(taken('1,x,"5",y\n', rows)).toMatchObject({ left: "", count: 0, slow: ['"5"'] });
    expect(taken('1,x,"",y\n', rows)).toMatchObject({ left: "", count: 0, empty: 0, slow: ['""'] });
  });

  test("whole rows and not the one that is cut, wherever that is", () => {
    const row = '1,"a, ""b""\r\n",-12.5,"y"\r';
    for (let cut = 0; cut <= row.length; cut++) {
      const part = row.slice(0, cut);
      for (const rows of [1, 2, 5, 50]) {
        expect(taken(`${row}\n`.repeat(rows) + part)).toMatchObject({ ...all(rows), left: part });
      }
    }
  });

  test("all before a slow row, wherever it is, and says on which line it is", () => {
    for (const slow of ["", " ", "1,x,5", "1,x,5,y,z", "1\n2\n1,x,5,y"]) {
      for (let before = 0; before < 12; before++) {
        const text = LONG.repeat(before) + `${slow}\n` + LONG.repeat(11 - before);
        const { left, why, count, position } = taken(text);
        const offset = before * LONG.length;
        expect({ left, why, count }).toEqual({ left: text.slice(offset), why: AT_SLOW_ROW, count: before });
        expect(position).toEqual({ line: 2 * before + 1, lineStart: offset, offset });
      }
    }
  });

  test("all that ends before the block with a quote out of place", () => {
    for (const slow of ['1,"x"y,5,z', '1,x",5,y', '1, "x",5,y', '1,"x"\r,5,y']) {
      for (let before = 0; before < 12; before++) {
        const text = LONG.repeat(before) + `${slow}\n` + LONG.repeat(11 - before);
        const { left, why, count, position } = taken(text);
        const offset = count * LONG.length;
        expect({ left, why }).toEqual({ left: text.slice(offset), why: AT_SLOW_ROW });
        expect(position).toEqual({ line: 2 * count + 1, lineStart: offset, offset });
        expect(before - count).toBeLessThan(2);
      }
    }
  });
});
