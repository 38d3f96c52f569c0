import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { throwAway } from "./unread-body.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MIB = 1_048_576;
const SECOND = 1000;

/** Throws a body away of which so much comes in each second. @returns the seconds it took */
async function secondsFor(bytesASecond: number, endsAfter = Infinity): Promise<number> {
  const body = new PassThrough();
  let isOver = false;
  throwAway(body as unknown as IncomingMessage, () => (isOver = true));
  for (let second = 0; second < 60; second++) {
    if (isOver) return second;
    body.write(Buffer.allocUnsafeSlow(bytesASecond));
    if (second === endsAfter) body.end();
    await vi.advanceTimersByTimeAsync(SECOND);
  }
  return Infinity;
}

describe("the rest of a body", () => {
  test("is awaited for a second where it comes slowly", async () => {
    expect(await secondsFor(1)).toBe(1);
    expect(await secondsFor(MIB - 1)).toBe(1);
  });

  test("is awaited for ten where it comes fast, and not for ever", async () => {
    expect(await secondsFor(MIB)).toBe(10);
    expect(await secondsFor(16 * MIB)).toBe(10);
  });

  test("is awaited no longer than it is", async () => {
    expect(await secondsFor(16 * MIB, 3)).toBe(4);
  });

  test("is freed at once", async () => {
    const body = new PassThrough();
    throwAway(body as unknown as IncomingMessage, () => {});
    const piece = Buffer.allocUnsafeSlow(MIB);
    body.write(piece);
    await vi.advanceTimersByTimeAsync(1);
    expect(piece.buffer.byteLength).toBe(0);
  });
});
