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
});

test("a long line is not repeated, and one that cannot be changed is not either", () => {
  expect(repeatedLine(["total", "x".repeat(290)], same)).toHaveLength(300);
  expect(repeatedLine(["total", "x".repeat(291)], same)).toBeUndefined();
  expect(repeatedLine(["total"], () => undefined)).toBeUndefined();
});

test("standard input is named behind the command", () => {
  expect(lineWithStandardInput(["total", "--column", "a"])).toBe("dlg total - --column a");
  expect(lineWithStandardInput([])).toBe("dlg total -");
  expect(lineWithStandardInput(["total", "--column", "x".repeat(300)])).toBe("dlg total -");
});
