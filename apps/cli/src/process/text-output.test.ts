import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { descriptorErrorOutput, descriptorOutput, OutputError } from "./text-output.js";
import { temporaryFolder } from "../testing/temporary-files.js";

const folder = temporaryFolder();
const noTerminal = { isTerminal: () => false, columns: () => undefined };

test("a file holds all that was written, in order", () => {
  const path = join(folder, "out.txt");
  const descriptor = openSync(path, "w");
  const output = descriptorOutput(descriptor, noTerminal);
  output.write("0.3\n");
  output.write("äöü 😀\n".repeat(100_000));
  closeSync(descriptor);
  expect(readFileSync(path, "utf8")).toBe("0.3\n" + "äöü 😀\n".repeat(100_000));
});

test.skipIf(!existsSync("/dev/full"))("a full disk is an OutputError, and none on standard error", () => {
  const descriptor = openSync("/dev/full", "w");
  expect(() => descriptorOutput(descriptor, noTerminal).write("5\n")).toThrow(OutputError);
  expect(() => descriptorOutput(descriptor, noTerminal).write("5\n")).toThrow(
    /^standard output: expected room for what is printed, got ENOSPC: no space left on device/,
  );
  expect(() => descriptorErrorOutput(descriptor, noTerminal).write("5\n")).not.toThrow();
  closeSync(descriptor);
});

test("a descriptor that is not open is an OutputError, and none on standard error", () => {
  const descriptor = 999_999;
  expect(() => descriptorOutput(descriptor, noTerminal).write("5\n")).toThrow(/got EBADF/);
  expect(() => descriptorErrorOutput(descriptor, noTerminal).write("5\n")).not.toThrow();
});
