/** CSV and TSV in slices: a row belongs to the slice in which it begins, and quotes may hide where that is. */
import { describe, expect, test } from "vitest";
import type { FormatOptions } from "../../contract/numbers-api.js";
import { totalOf } from "../../total/total-of.js";
import { differences, inThisThread, newFile, numbersInThreads } from "./threads.cases.js";
import { eagerWorker, thief } from "./workers.cases.js";
import { temporaryFolder } from "../../testing/temporary-folder.js";

const folder = temporaryFolder();

/** From so many bytes on as the longest first row here has. */
const SIZES = [7, 8, 11, 24, 100];

async function differencesIn(content: string, options: FormatOptions = {}): Promise<unknown[]> {
  const encoding = { format: "csv", column: 2, ...options } as const;
  return differences(await newFile(folder, content), inThisThread(SIZES, encoding));
}

describe("slices of any size have the outcome of the whole file", () => {
  // prettier-ignore
  test.each([
    ["numbers", "a,n\nx,1\ny,2.5\nz,-3\nlong text,4\n,5\n"],
    ["no line feed at the end", "a,n\nx,1\ny,2.5\nz,-3"],
    ["a header alone", "a,n\n"], ["and blank lines", "a,n\n\n\n  \n\r\n\n \n\n"],
    ["blank lines", "a,n\n\nx,1\n  \n\r\n\n\ny,2\n \n\n\n   \n"],
    ["CRLF", 'a,n\r\n"x",1\r\ny,"2"\r\n\r\nz,3'],
    ["a byte-order mark", '\ufeffa,n\nx,1\n"y",2\nz,3'], ["one further on", "a,n\nx,1\n\ufeffy,2\nz,\ufeff3"],
    ["empty cells", 'a,n\nx,\ny," "\nz,""\n,\n,1\n'],
    ["quotes all over", 'a,n\n"x","1"\n"y, z","2"\n"""","3"\n"","4"\n'],
    ["line breaks in quotes", 'a,n\n"x\n1,2\n3,4\n",5\n"\n\n",6\n"\r\n",7\n'],
    ["rows in quotes", 'a,n\n"\n""b"",1\n""c"",2\n""d, e"",3\n""f"",4\n",50\nx,60\n'],
    ["a long field in quotes", `a,n\n"${"1,2\n".repeat(80)}",5\nx,6\n`],
    ["a long field of quotes", `a,n\n"${'""'.repeat(80)}",5\nx,6\n`],
    ["a long field of quotes and separators", `a,n\n"${'"",""\n'.repeat(60)}",5\nx,6\n`],
    ["empty quotes alone", `a,n\n${'"",""\n'.repeat(60)}`],
    ["a long field without quotes", `a,n\n${"x".repeat(300)},5\nx,6\n`],
    ["fields that begin and end with separators", `a,n\n${'",\n,",1\n"\n,\n",2\n'.repeat(20)}`],
    ["an exponent and a long literal", `a,n\nx,1e3\n"y",${"9".repeat(50)}\nz,-1e-3\n`],
  ])("%s", async (_what, content) => {
    expect(await differencesIn(content)).toEqual([]);
  });

  // prettier-ignore
  test.each([
    ["a bad number", "a,n\nx,1\ny,2\nz,x\nx,3\n"], ["a quoted one", 'a,n\nx,1\n"y\n",2\n"\n\n","1,5"\nx,3\n'], ["many", 'a,n\nx,b\n"y\n",2\nz,c\n"""",d\n'],
    ["a literal past the bounds", "a,n\nx,1\ny,z\nx,1e5000\nz,3\n"],
    ["a row with too few fields", 'a,n\nx,1\n"y\n",2\nz\nx,3\nx\n'], ["one with too many", 'a,n\nx,1\n"y\n",2\nz,3,\nx,3\n'],
    ["a quote within a field", 'a,n\nx,1\nnail 5" long,2\n"y",3\n"z",4\nx\n'], ["a quote before the number", 'a,n\nx,1\nx,"2\n"y",3\n"z",4\n'],
    ["text after a closing quote", 'a,n\nx,1\n"y\n"z,2\n"x",3\n'], ["a CR alone after it", 'a,n\nx,1\n"y\n"\r,2\n"x",3\n'],
    ["a quote that never closes", 'a,n\nx,1\n"y\n",2\n"z,3\nx,4\ny,5\nz,6\nx,7\n'], ["one at the end", 'a,n\nx,1\n"y\n",2\nx,"'],
    ["a bad number before a quote out of place", 'a,n\nx,1\ny,z\nz"x,3\n"y",4\n'],
    ["a bad number behind a quote out of place", 'a,n\nx,1\nz"x,3\n"y",z\n'],
    ["a bad number in what would be rows without the quotes around it", 'a,n\n"\nx,y\nx,y\nx,y\nx,y\n",1\nx,2\n'],
  ])("%s", async (_what, content) => {
    expect(await differencesIn(content)).toEqual([]);
    expect(await differencesIn(content, { quotes: false })).toEqual([]);
  });

  test("the column may be any, by its name too", async () => {
    const table = 'a,b,c\n1,"2\n",3\n4,"",5\n6,7,"8"\n9,x,1\n';
    for (const column of ["a", "b", "c", 1, 2, 3]) expect(await differencesIn(table, { column })).toEqual([]);
    expect(await differencesIn('n\n1\n\n"2"\n3\n"\n4"\n""\n5\n', { column: undefined })).toEqual([]);
  });

  test("without a header the first row has a number too", async () => {
    expect(await differencesIn('x,1\n"y\n",2\n\nz,3\n', { header: false })).toEqual([]);
    expect(await differencesIn("x,y\nx,2\nz,3\n", { header: false })).toEqual([]);
  });

  test.each([{ delimiter: ";" }, { delimiter: " " }, { delimiter: "|", thousands: ",", decimal: "." }])(
    "as they are written with %j",
    async (options) => {
      const table = 'a,n\nx,1\n"y,\n",2.5\n\n"""",-3\n,4\n';
      expect(await differencesIn(table.replaceAll(",", options.delimiter), options)).toEqual([]);
    },
  );

  // prettier-ignore
  test.each([
    ["a delimiter that the first row says", "a;n\n", 'x,y;1\n"y;\n";2.5\n\n,;-3\n;4\n', {}],
    ["one that a first line says", "\ufeffsep=|\na,b;c|n\n", 'x|1\n"y|\n"|2\nz|3\n', {}],
    ["one that a row says that is no header", "x,y;1\n", 'z;2\n";\n";3\n;7\n', { header: false }],
    ["lines to be skipped", '"\n1\n2;\na;n\n', 'x,y;1\n"y;\n";2\nz;x\n', { skipLines: 3 }],
    ["comments", '# "\n#\na,n\n', 'x,1\n#,\n#"\n"\n#",2\n#\n#x,y\nz,3\n# 1,5\n', { comment: "#" }],
    ["comments, and a fault behind them", "#\na,n\n", 'x,1\n# "x",y\n#"\ny,2\n#"\nz,x\n', { comment: "#" }],
    ["comments and no quotes", "a,n\n", '#"\nx",1\n#\n"y,2\n', { comment: "#", quotes: false }],
    ["words", "a  n\n", " x 1\n\n\ty\t2\t\n z 3 \n", { delimiter: "whitespace" }],
    ["words in aligned columns", "file  n  x  y\n", "a     1  2  z\nb    33  5\n\nc        5  6\n", { delimiter: "whitespace" }],
    ["words in aligned columns, all good", "file  n  x  y\n", "a     1  2  z\nb    33  5\n\nccc  55  6\n", { delimiter: "whitespace" }],
    ["words, comments and lines to be skipped", "t 8\nx 1 a b\n", "# 1 2\ny 2 c  d \nz 3 a b c\n", {
      delimiter: "whitespace", header: false, skipLines: 1, comment: "#",
    }],
  ] as const)("%s", async (_what, beginning, some, options) => {
    const file = await newFile(folder, `${beginning}${some.repeat(9)}`);
    const sizes = [25, 26, 31, 40, 100];
    expect(await differences(file, inThisThread(sizes, { format: "csv", column: 2, ...options }))).toEqual([]);
  });

  test("a fault that another delimiter would mend", async () => {
    const file = await newFile(folder, `a;b|c\n${"5\n".repeat(40)}1;2|3\n`);
    const threadings = inThisThread([10, 20], { format: "csv", column: 1 });
    expect(await differences(file, threadings)).toEqual([]);
  });

  test("a TSV", async () => {
    const path = await newFile(folder, 'a\tn\nx\t1\n"\t\n"\t2\ny"\t3\n');
    for (const quotes of [true, false]) {
      const threadings = inThisThread(SIZES, { format: "tsv", column: "n", quotes });
      expect(await differences(path, threadings)).toEqual([]);
    }
  });
});

describe("what a file has to have to be cut", () => {
  test("a first row that is whole and as it should be, in the first slice", async () => {
    const good = await newFile(folder, "a,n\nx,1\nx,2\n");
    const bad = await newFile(folder, 'a,n"\nx,1\nx,2\n');
    for (const [path, options] of [
      [good, { sliceBytes: 3 }],
      [good, { sliceBytes: 8, column: "z" }],
      [good, { sliceBytes: 8, delimiter: "\n" }],
      [bad, { sliceBytes: 8 }],
    ] as const) {
      const api = numbersInThreads(path, { threads: 2, format: "csv", column: 2, ...options });
      await expect(totalOf(api)).rejects.toThrow("cannot be cut into slices");
    }
  });
});

const row = (i: number): string => `"r ${i}, ""x""\n${"1,2\n".repeat(i % 7)}",${i}.5\n`;
const rows = (count: number): string => `a,n\n${Array.from({ length: count }, (_, i) => row(i)).join("")}`;

describe("several threads", () => {
  test.each([2, 4])("%i of them give the same total, or the first fault", async (threads) => {
    const good = rows(1000);
    const threading = {
      threads,
      sliceBytes: 500,
      startWorker: eagerWorker,
      format: "csv",
      column: "n",
    } as const;
    for (const content of [good, `${good}x,1,5\n${good}x"y,2\n${good}`]) {
      expect(await differences(await newFile(folder, content), [threading])).toEqual([]);
    }
  });

  test("a guess of a worker's that is wrong is made good, a fault of its own making never seen", async () => {
    const content = `a,n\n${`"${"x,y\n".repeat(100)}",1\n`.repeat(100)}`;
    const path = await newFile(folder, content);
    const threading = {
      threads: 3,
      sliceBytes: 50,
      startWorker: eagerWorker,
      format: "csv",
      column: "n",
    } as const;
    expect(await differences(path, [threading])).toEqual([]);
  });

  test("what a worker leaves undone is done without it", async () => {
    const path = await newFile(folder, rows(500));
    const startWorker = thief("process.exit()");
    const threading = { threads: 3, sliceBytes: 100, format: "csv", column: "n", startWorker } as const;
    expect(await differences(path, [threading])).toEqual([]);
  });
});
