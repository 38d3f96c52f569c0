import { expect, test } from "vitest";
import { terminalColumns } from "./terminal.js";

test("a terminal has the width of this moment, and 80 columns where it does not know its own", () => {
  const stream = { isTTY: true, columns: 0 };
  expect(terminalColumns(stream, "xterm")).toBe(80);
  stream.columns = 40;
  expect(terminalColumns(stream, "xterm")).toBe(40);
});

test("there is no terminal where the stream is none, or where the cursor cannot be moved", () => {
  expect(terminalColumns({ isTTY: false, columns: 80 }, "xterm")).toBeUndefined();
  expect(terminalColumns({ isTTY: true, columns: 80 }, "dumb")).toBeUndefined();
  expect(terminalColumns({ isTTY: true, columns: 80 }, undefined)).toBe(80);
});
