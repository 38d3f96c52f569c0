import { expect, test } from "vitest";
import { handSums } from "./column-sums.js";
import { MOST_NUMBERS, SUMS_LENGTH, UNITS } from "./memory.generated.js";

/** Pairs of digits come to 99 in every other column. */
test.each([
  [9, 1],
  [99, 2],
  [-9, 1],
])("the greatest sums by column there can be, of %d each, are handed on exactly", (most, step) => {
  for (let lowest = 0; lowest < SUMS_LENGTH; lowest += 7) {
    for (let highest = lowest; highest < SUMS_LENGTH; highest += 5) {
      const sums = new Int32Array(SUMS_LENGTH);
      for (let column = lowest; column <= highest; column += step) sums[column] = MOST_NUMBERS * most;
      let got = 0n;
      let unsafe = false;
      handSums(sums, MOST_NUMBERS, {
        decimal(coefficient, exponent) {
          unsafe ||= typeof coefficient === "number" && !Number.isSafeInteger(coefficient);
          got += BigInt(coefficient) * 10n ** BigInt(exponent + UNITS);
        },
        doubles() {},
        empty() {},
        skipped() {},
      });
      expect(unsafe).toBe(false);
      expect(got).toBe(
        sums.reduce((sum, digits, column) => sum + BigInt(digits) * 10n ** BigInt(column), 0n),
      );
    }
  }
});
