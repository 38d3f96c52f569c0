/** `sumPrecise`, which is `Math.sumPrecise` to the letter. */
import { equal, group, thrownBy, type Case } from "./case.js";
import { LISTS, randomNumbers } from "./memory.cases.js";

function* each(numbers: readonly number[]): Generator<number> {
  yield* numbers;
}

export const precise: readonly Case[] = group("sumPrecise", {
  "of lists at which sums go wrong": ({ sumPrecise }) => {
    for (const [numbers, expected] of Object.values(LISTS)) {
      const sum = numbers.length === 0 ? -0 : expected;
      equal(sumPrecise(numbers), sum);
      equal(sumPrecise(each(numbers)), sum);
    }
  },
  "of all lengths is what total is": ({ sumPrecise, total }) => {
    for (const length of [1, 2, 32, 33, 400, 5000, 20_000]) {
      for (const spread of [40, 2046]) {
        const numbers = randomNumbers(length, spread);
        equal(sumPrecise(numbers), total(numbers));
        equal(sumPrecise(Float64Array.from(numbers)), total(numbers));
      }
    }
  },
  "is what a runtime's own one gives, where that is right": ({ sumPrecise, getPolyfill }) => {
    const polyfill = getPolyfill();
    for (let length = 0; length < 300; length++) {
      const numbers = randomNumbers(length, length % 2 === 0 ? 40 : 2046);
      equal(polyfill(numbers), sumPrecise(numbers));
    }
  },
  "refuses what is no number, and closes the iterator": async ({ sumPrecise }) => {
    let closed = 0;
    function* numbers(last: unknown): Generator<number> {
      try {
        yield 1;
        yield last as number;
      } finally {
        closed += 1;
      }
    }
    for (const last of [1n, "1", null, {}]) {
      equal((await thrownBy(() => sumPrecise(numbers(last)))).slice(0, 10), "TypeError:");
      equal((await thrownBy(() => sumPrecise([1, last] as number[]))).slice(0, 10), "TypeError:");
    }
    equal(closed, 4);
    equal((await thrownBy(() => sumPrecise({ length: 1, 0: 1 } as never))).slice(0, 10), "TypeError:");
  },
});
