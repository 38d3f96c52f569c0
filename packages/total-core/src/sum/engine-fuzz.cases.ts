/** Random lists in greater numbers than a unit test has time for. */
import { expect, test } from "vitest";
import { nearTie, seededRandom, SORTS } from "../testing/numbers.js";
import { exactUnits, oracleTotal } from "../testing/oracle.js";
import { BinarySum } from "./binary.js";
import type { SumEngine } from "../kernel/binary.js";

export function runEngineFuzz(name: string, engine: SumEngine<BinarySum>): void {
  test.each(Object.entries(SORTS))(`${name}: %s numbers, in lists of every length`, (_sort, number) => {
    const random = seededRandom(4);
    for (let run = 0; run < 250; run++) {
      const length = 1 + Math.floor(2 ** (14 * random()));
      const numbers = Array.from({ length }, (_, i) => number(random, i));
      expect(outcome(engine, numbers)).toEqual(expected(numbers));
    }
  });

  test.each(Object.entries(SORTS))(`${name}: %s numbers whose total is nearly a tie`, (_sort, number) => {
    const random = seededRandom(5);
    for (let run = 0; run < 250; run++) {
      const length = 1 + Math.floor(2 ** (12 * random()));
      const numbers = Array.from({ length }, (_, i) => number(random, i));
      // Beyond half of the greatest binary64 there is no next one to be in the middle to.
      if (!(Math.abs(oracleTotal(numbers)) < Number.MAX_VALUE / 2)) continue;
      const hair = BigInt(Math.round(2 * random()) - 1) << BigInt(Math.floor(1074 * random()));
      const close = nearTie(numbers, hair);
      expect(outcome(engine, close)).toEqual(expected(close));
    }
  });

  test(`${name}: exponents that spread as far as any bound, and a bit farther`, () => {
    const random = seededRandom(6);
    for (let run = 0; run < 3000; run++) {
      const spread = Math.floor(140 * random());
      const top = -1000 + Math.floor(1900 * random());
      const length = 1 + Math.floor(2 ** (12 * random()));
      const numbers = Array.from(
        { length },
        () => (random() - 0.4) * 2 ** (top - Math.floor(spread * random())),
      );
      expect(outcome(engine, numbers)).toEqual(expected(numbers));
    }
  });
}

/** The total by each way of adding, and the sum in full. */
function outcome(
  engine: SumEngine<BinarySum>,
  numbers: readonly number[],
): readonly [number, number, number, bigint] {
  const values = Float64Array.from(numbers);
  const sum = new BinarySum();
  engine.sum(values, sum);
  return [engine.total(values), engine.totalOfNumbers(numbers), sum.toNumber(), sum.toUnits()];
}

function expected(numbers: readonly number[]): readonly [number, number, number, bigint] {
  const total = oracleTotal(numbers);
  return [total, total, total, exactUnits(numbers)];
}
