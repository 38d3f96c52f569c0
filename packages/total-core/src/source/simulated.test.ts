import { describe, expect, test } from "vitest";
import { loadedWithClock } from "../testing/fake-time.js";
import type { NumberArray } from "../contract/numbers-api.js";
import { collectedNumbers } from "../testing/collected.js";
import { integersBelow, simulatedNumbers, type Clock } from "./simulated.js";

/** A clock that notes what it was asked for and never waits. */
function fakeClock(): Clock & { readonly sleeps: number[] } {
  const sleeps: number[] = [];
  return { sleeps, sleep: async (ms) => void sleeps.push(ms) };
}

describe("simulatedNumbers", () => {
  test.each([0, 1, 2, 32_767, 32_768, 32_769, 100_000])("%i of them are 0, 1, 2 …", async (count) => {
    const api = simulatedNumbers({ count, clock: fakeClock() });
    expect(await collectedNumbers(api)).toEqual(Array.from({ length: count }, (_, i) => i));
  });

  test("there are 10,000,001 after a second, if nothing else is said", async () => {
    const clock = fakeClock();
    let [count, last] = [0, 0];
    for await (const batch of simulatedNumbers({ clock }).numbers(new AbortController())) {
      const numbers = batch as NumberArray;
      count += numbers.length;
      last = Number(numbers[numbers.length - 1]);
    }
    expect({ count, last, sleeps: clock.sleeps }).toEqual({
      count: 10_000_001,
      last: 10_000_000,
      sleeps: [1000],
    });
  });

  test("no delay does not ask the clock", async () => {
    const clock = fakeClock();
    for await (const _ of simulatedNumbers({ count: 1, delayMs: 0, clock }).numbers(new AbortController()));
    expect(clock.sleeps).toEqual([]);
  });

  test("each call begins anew", async () => {
    const api = simulatedNumbers({ count: 3, clock: fakeClock() });
    for (let call = 0; call < 2; call += 1) {
      for await (const batch of api.numbers(new AbortController()))
        expect(batch).toEqual(Uint32Array.of(0, 1, 2));
    }
  });

  test("other work has its turn after a batch that took long", async () => {
    let now = 0;
    const simulated = await loadedWithClock(
      () => now,
      () => import("./simulated.js"),
    );
    let hadTurn = false;
    setImmediate(() => (hadTurn = true));
    const api = simulated.simulatedNumbers({ delayMs: 0 });
    const numbers = api.numbers(new AbortController())[Symbol.asyncIterator]();
    await numbers.next();
    await numbers.next();
    expect(hadTurn).toBe(false);
    now += 5;
    await numbers.next();
    expect(hadTurn).toBe(true);
  });

  test("an abort ends the delay with the signal's reason", async () => {
    const controller = new AbortController();
    const first = simulatedNumbers().numbers(controller)[Symbol.asyncIterator]().next();
    controller.abort(new Error("enough"));
    await expect(first).rejects.toThrow("enough");
  });

  test("an abort ends the numbers with the signal's reason", async () => {
    const controller = new AbortController();
    const numbers = simulatedNumbers({ delayMs: 0 }).numbers(controller)[Symbol.asyncIterator]();
    await numbers.next();
    controller.abort(new Error("enough"));
    await expect(numbers.next()).rejects.toThrow("enough");
  });

  test("a signal that is aborted already gives no number", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    const numbers = simulatedNumbers({ clock: fakeClock() }).numbers({ signal })[Symbol.asyncIterator]();
    await expect(numbers.next()).rejects.toThrow("enough");
  });

  test.each([-1, 1.5, NaN, Infinity, 2 ** 53])("a count of %d is a RangeError", (count) => {
    expect(() => simulatedNumbers({ count })).toThrow(RangeError);
  });

  test.each([-1, NaN, Infinity, 2 ** 31])("a delay of %d ms is a RangeError", (delayMs) => {
    expect(() => simulatedNumbers({ delayMs })).toThrow(RangeError);
  });

  test.each([{ count: "5" }, { delayMs: null }, { clock: {} }, { clock: null }])(
    "%j is a TypeError",
    (options) => {
      expect(() => simulatedNumbers(options as object)).toThrow(TypeError);
    },
  );
});

describe("integersBelow", () => {
  const BUFFER_BYTES = 8 * 32_768;

  test.each([2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 32 + 40_000, 2 ** 33 + 1, Number.MAX_SAFE_INTEGER])(
    "up to %i, the last numbers are exact",
    (count) => {
      const start = (Math.floor(count / 32_768) - 2) * 32_768;
      const numbers: bigint[] = [];
      for (const batch of integersBelow(count, new Uint8Array(BUFFER_BYTES), start))
        for (const number of batch) numbers.push(BigInt(number));
      expect(numbers).toEqual(Array.from({ length: count - start }, (_, i) => BigInt(start) + BigInt(i)));
    },
  );

  test("all of them stand in the buffer that is given", () => {
    const { buffer } = new Uint8Array(BUFFER_BYTES);
    const inside = new Uint8Array(buffer, 64, BUFFER_BYTES - 64);
    for (const batch of integersBelow(100_000, inside)) {
      expect([batch.buffer, batch.byteOffset]).toEqual([buffer, 64]);
    }
  });
});
