import { expect, test } from "vitest";
import { AT_END, AT_FULL_SUMS, AT_SLOW_ROW, type TakenRows } from "../kernel/rows.js";
import { kernelMemory } from "../kernel/memory.js";
import { bytesOf } from "../testing/recorder.js";
import { KernelFeed } from "./kernel-feed.js";

const PIECE = bytesOf("1\n".repeat(500));
const kernel = { memory: kernelMemory()!, callBytes: PIECE.length };
const reader = { isAtSeam: () => true, push() {} };

/** How many bytes a kernel was asked to take that answers so, one answer a call, and the last one from then on. */
function fed(...answers: readonly TakenRows[]): number {
  const feed = new KernelFeed(reader, (bytes, from) => bytes.indexOf(0x0a, from), "rows");
  let calls = 0;
  let asked = 0;
  feed.push(PIECE, kernel, (_kernel, begin, end) => {
    asked += end - begin;
    return answers[Math.min(calls++, answers.length - 1)]!;
  });
  return asked;
}

test("a kernel takes what it is given", () => {
  expect(fed({ bytes: PIECE.length, why: AT_END })).toBe(PIECE.length);
});

test.each([-2, PIECE.length + 1, NaN])(
  "a kernel that says it took %d bytes is an error, not a total",
  (bytes) => {
    for (const why of [AT_END, AT_SLOW_ROW, AT_FULL_SUMS]) {
      expect(() => fed({ bytes, why })).toThrow(`kernel: expected 0 to 1000 bytes taken, got ${bytes}`);
    }
  },
);

test("a kernel that goes on without an end is an error", () => {
  expect(() => fed({ bytes: 2, why: AT_FULL_SUMS }, { bytes: 0, why: AT_FULL_SUMS })).toThrow(
    "kernel: expected it to go on, got no rows",
  );
});

test("a kernel may take nothing now and then", () => {
  const some = { bytes: 2, why: AT_FULL_SUMS };
  const none = { bytes: 0, why: AT_FULL_SUMS };
  const slow = { bytes: 0, why: AT_SLOW_ROW };
  const answers = [none, none, some, none, none, slow, none, none, some, { bytes: 0, why: AT_END }];
  expect(() => fed(...answers)).not.toThrow();
});
