import { describe, expect, test } from "vitest";
import type { NumbersOptions } from "../contract/numbers-api.js";
import { Reading } from "./reading.js";

/** A reading of a source that never has anything, and what the source was asked for. */
function newReading() {
  let asked: NumbersOptions | undefined;
  const reading = new Reading(
    {
      numbers(options) {
        asked = options;
        return { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
      },
    },
    { partials: true },
  );
  return { reading, asked: asked! };
}

describe("the signal of a reading", () => {
  test("is one of the options, in a copy of them too, and always the same", () => {
    const { asked } = newReading();
    const copy = { ...asked };
    expect(Object.keys(copy).sort()).toEqual(["partials", "signal"]);
    expect(copy.signal).toBeInstanceOf(AbortSignal);
    expect(copy.signal).toBe(asked.signal);
  });

  test("aborts with the reason of the cancel, before which it was asked for or after", () => {
    const { reading, asked } = newReading();
    const { signal } = asked;
    reading.cancel("enough");
    expect(signal.reason).toBe("enough");
    const late = newReading();
    late.reading.cancel("enough");
    expect(late.asked.signal.aborted).toBe(true);
    expect(late.asked.signal.reason).toBe("enough");
  });

  test("aborts where the reader leaves", async () => {
    const { reading, asked } = newReading();
    await reading.return();
    expect(asked.signal.aborted).toBe(true);
    await expect(reading.next()).rejects.toThrow(/abort/);
  });
});
