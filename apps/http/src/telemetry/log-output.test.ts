import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { pipeOutput } from "./log-output.js";

const MIB = 2 ** 20;

/** A pipe that is read when the test says so. */
function testPipe() {
  const calls: (() => void)[] = [];
  const pipe = new Writable({
    decodeStrings: false,
    write(_lines, _encoding, callback) {
      calls.push(callback);
    },
  });
  const readAll = (): void => {
    for (let call = calls.shift(); call !== undefined; call = calls.shift()) call();
  };
  return { pipe, readAll };
}

test("a pipe that nobody reads takes 8 MiB and no more, and takes lines again when it is read", () => {
  const { pipe, readAll } = testPipe();
  const output = pipeOutput(pipe);
  const piece = "x".repeat(MIB);
  const taken = Array.from({ length: 100 }, () => output.write(piece));
  expect(taken.filter(Boolean)).toHaveLength(8);
  expect(pipe.writableLength).toBe(8 * MIB);
  readAll();
  expect(output.write(piece)).toBe(true);
});

test("all is written when all has been read, and not before", async () => {
  const { pipe, readAll } = testPipe();
  const output = pipeOutput(pipe);
  output.write("a line\n");
  let isWritten = false;
  const written = output.written().then(() => (isWritten = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isWritten).toBe(false);
  const reading = setInterval(readAll, 1);
  await written;
  clearInterval(reading);
});
