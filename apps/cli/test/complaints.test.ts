/** The built command, as a process: what users of other tools complain about. The README has a table of it. */
import { describe, expect, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { dlg, failed, printed, type Outcome } from "../src/testing/dlg.js";

const folder = temporaryFolder();

const amounts = (...cells: string[]): string =>
  ["id,amount", ...cells.map((cell, i) => `${i + 1},${cell}`)].join("\n");
const ones = (last: string): string => amounts(...Array.from({ length: 30_000 }, () => "1"), last);
const bad = (place: string): Outcome => failed(1, `x.csv:${place}\n`);

describe("the total of a column", () => {
  test.each<readonly [string, string, Outcome]>([
    ["is 0.3 for 0.1 and 0.2", amounts("0.1", "0.2"), printed("0.3\n")],
    ["is 1 for ten times 0.1", amounts(...Array.from({ length: 10 }, () => "0.1")), printed("1\n")],
    ["has all its digits", amounts("1234567890123.45", "0.01"), printed("1234567890123.46\n")],
    ["is no power of ten", amounts("50000005000000", "0"), printed("50000005000000\n")],
    ["goes past 2^53", amounts("9007199254740993", "2"), printed("9007199254740995\n")],
    ["goes past 2^63", amounts("9223372036854775807", "1"), printed("9223372036854775808\n")],
    [
      "has 30 digits",
      amounts("123456789012345678901234567890", "1"),
      printed("123456789012345678901234567891\n"),
    ],
    ["never takes words for nothing", amounts("10", "n/a", "5"), bad('3:3: expected a number, got "n/a"')],
    ["nor late ones", ones("oops"), bad('30002:7: expected a number, got "oops"')],
    [
      "nor the start of a number",
      amounts('"1,234.56"', "1"),
      bad('2:3: expected a number, got "1,234.56"\nIf it means 1234.56: --thousands ,'),
    ],
    ["takes a plus and an exponent", amounts("+5", "1e3"), printed("1005\n")],
    ["passes over empty lines", "id,amount\n1,10\n\n3,5\n", printed("15\n")],
    ["passes over empty cells", amounts("10", "", "5"), printed("15\n")],
    ["reads lines that end with CRLF", "id,amount\r\n1,10\r\n2,5\r\n", printed("15\n")],
    ["reads quoted commas", 'id,name,amount\n1,"Smith, John",10\n2,Ann,5\n', printed("15\n")],
    ["reads quoted line breaks", 'id,name,amount\n1,"two\nlines",10\n2,Ann,5\n', printed("15\n")],
    [
      "is none where there is no column",
      "id,price\n1,10\n",
      bad('1:1: expected one of the columns id, price, got "amount"'),
    ],
    ["guesses no types", ones("0.10"), printed("30000.1\n")],
  ])("%s", async (_what, content, outcome) => {
    writtenFile(folder, "x.csv", content);
    expect(await dlg(["total", "x.csv", "--column", "amount"], { cwd: folder })).toEqual(outcome);
  });

  test("takes groups of thousands where it is told so", async () => {
    const input = amounts('"1,234.56"', "1");
    expect(await dlg(["total", "-", "--column", "amount", "--thousands", ","], { input })).toEqual(
      printed("1235.56\n"),
    );
  });
});

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

describe("the total of a file as others write it", () => {
  writtenFile(folder, "money.csv", amounts('"$1,204.50"', "$3.00"));
  writtenFile(folder, "brackets.csv", amounts("12.00", "(5.00)"));
  writtenFile(folder, "commas.csv", rows("id;amount", "1;4,50", "2;3,50"));
  writtenFile(folder, "bank.csv", rows("id;amount", "1;1.204,50", "2;3,50"));
  writtenFile(folder, "taxes.csv", rows("id,price,tax", "1,0.1,10", "2,0.2,5"));
  writtenFile(folder, "short.csv", rows("id,region,amount", "1,north,10", "2,20", "3,south,5"));
  writtenFile(folder, "events.ndjson", rows('{"id":1,"amount":10}', '{"id":2}', '{"id":3,"amount":5}'));
  writtenFile(folder, "excel.csv", Buffer.from(`\ufeff${amounts("10", "5")}`, "utf16le"));

  test.each<readonly [string, Outcome]>([
    [
      "money.csv --column amount",
      failed(
        1,
        'money.csv:2:3: expected a number, got "$1,204.50"\nIf it means 1204.50: --money --thousands ,\n',
      ),
    ],
    ["money.csv --column amount --money --thousands ,", printed("1207.5\n")],
    [
      "brackets.csv --column amount",
      failed(1, 'brackets.csv:3:3: expected a number, got "(5.00)"\nIf it means -5.00: --money\n'),
    ],
    ["brackets.csv --column amount --money", printed("7\n")],
    [
      "commas.csv --column amount",
      failed(1, 'commas.csv:2:3: expected a number, got "4,50"\nIf it means 4.50: --decimal ,\n'),
    ],
    ["commas.csv --column amount --decimal ,", printed("8\n")],
    [
      "bank.csv --column amount",
      failed(
        1,
        'bank.csv:2:3: expected a number, got "1.204,50"\nIf it means 1204.50: --thousands . --decimal ,\n',
      ),
    ],
    ["bank.csv --column amount --thousands . --decimal ,", printed("1208\n")],
    ["taxes.csv --column price --column tax", printed("price\t0.3\ntax\t15\n")],
    ["short.csv --column amount", failed(1, "short.csv:3:1: expected 3 fields, got 2\n")],
    [
      "events.ndjson --field amount",
      failed(
        1,
        'events.ndjson:2:1: expected the field "amount", got an object without it\nTo count objects without it as empty: --skip-missing\n',
      ),
    ],
    [
      "events.ndjson --field amount --skip-missing",
      { exit: 0, stdout: "15\n", stderr: "counted 1 object without the field amount as empty\n" },
    ],
    [
      "events.ndjson --field amuont",
      failed(
        1,
        'events.ndjson:1:1: expected the field "amuont", got an object without it\nPerhaps: --field amount   To count objects without it as empty: --skip-missing\n',
      ),
    ],
    [
      "excel.csv --column amount",
      failed(
        3,
        "excel.csv: expected text in UTF-8, got UTF-16\nIn UTF-8: iconv -f UTF-16 -t UTF-8 excel.csv | dlg total - --column amount --format csv\n",
      ),
    ],
  ])("%s", async (line, outcome) => {
    expect(await dlg(["total", ...line.split(" ")], { cwd: folder })).toEqual(outcome);
  });
});

describe("the total of a JSON array", () => {
  test.each<readonly [string, Outcome]>([
    ["[0.1,0.2]", printed("0.3\n")],
    ["[9007199254740993,2]", printed("9007199254740995\n")],
    ["[9223372036854775807,1]", printed("9223372036854775808\n")],
    ["[1e400,1]", printed(`1${"0".repeat(399)}1\n`)],
    ['["10","5"]', failed(1, '-:1:2: expected a number, got "10"\n')],
    ["[10,null,5]", failed(1, "-:1:5: expected a number, got null\n")],
    ["[01]", failed(1, '-:1:3: expected , or ], got "1"\n')],
  ])("%s", async (input, outcome) => {
    expect(await dlg(["total", "-"], { input })).toEqual(outcome);
  });
});
