import { expect, test } from "vitest";
import { terminalOf } from "./terminal.js";

test("its width is that at the moment, and 80 columns where it does not know it", () => {
  const stream = { isTTY: true, columns: 0 };
  const terminal = terminalOf(stream, "xterm");
  expect(terminal?.columns).toBe(80);
  stream.columns = 40;
  expect(terminal?.columns).toBe(40);
});

test("there is none where the stream is none, or it cannot move its cursor", () => {
  expect(terminalOf({ isTTY: false, columns: 80 }, "xterm")).toBeUndefined();
  expect(terminalOf({ isTTY: true, columns: 80 }, "dumb")).toBeUndefined();
  expect(terminalOf({ isTTY: true, columns: 80 }, undefined)?.columns).toBe(80);
});
