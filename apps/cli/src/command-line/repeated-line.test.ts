import { expect, test } from "vitest";
import { lineWithStandardInput, repeatedLine } from "./repeated-line.js";

const same = (words: readonly string[]): readonly string[] => words;

test("the words are those that were typed, as a shell takes them", () => {
  expect(repeatedLine(["total", "my sales.csv", "--delimiter", ";"], same)).toBe(
    "dlg total 'my sales.csv' --delimiter ';'",
  );
});

test("none of them is a secret", () => {
  const args = ["total", "http://me:secret@a.test/", "--http-header", "a: secret", "--http-header=b: secret"];
  expect(repeatedLine(args, same)).toBe("dlg total http://a.test/ --http-header '…' '--http-header=…'");
  expect(repeatedLine(["total", "http://"], same)).toBe("dlg total http://");
  expect(repeatedLine(["total", "--api=http://me:secret@a.test/"], same)).toBe(
    "dlg total --api=http://a.test/",
  );
  expect(repeatedLine(["total", "http://me:secret@a:99999/"], same)).toBe("dlg total http://a:99999/");
});

test("a long line is not repeated, and one that cannot be changed is not either", () => {
  expect(repeatedLine(["total", "x".repeat(290)], same)).toHaveLength(300);
  expect(repeatedLine(["total", "x".repeat(291)], same)).toBeUndefined();
  expect(repeatedLine(["total"], () => undefined)).toBeUndefined();
});

test.each(["new\nline.txt", "\u001b[31m.txt", "\u202etxt.exe", "caf\ufffd.txt"])(
  "a line with %j, which cannot be typed as it is seen, is not repeated",
  (name) => {
    expect(repeatedLine(["total", name], same)).toBeUndefined();
  },
);

test("one character that cannot be seen stands in the spelling of the options", () => {
  expect(repeatedLine(["total", "a", "--delimiter", "\t"], same)).toBe(
    String.raw`dlg total a --delimiter '\t'`,
  );
});

test("standard input is named behind the command", () => {
  expect(lineWithStandardInput(["total", "--column", "a"])).toBe("dlg total - --column a");
  expect(lineWithStandardInput([])).toBe("dlg total -");
  expect(lineWithStandardInput(["total", "--column", "x".repeat(300)])).toBe("dlg total -");
});
