/** The kernel against V8's own `Math.sumPrecise`, core-js's, and the oracle, on thousands of lists. */
import sumPrecise from "core-js/actual/math/sum-precise.js";
import { afterAll, describe, expect, test } from "vitest";
import { BinarySum } from "../sum/binary.js";
import { ADVERSARIAL_SORTS, adversarialList } from "../testing/adversarial.js";
import { installNode26 } from "../testing/node-26.js";
import { seededRandom } from "../testing/numbers.js";
import { oracleTotal } from "../testing/oracle.js";
import { binaryKernel } from "./binary.js";

const kernel = binaryKernel()!;
const node26 = installNode26();

afterAll(() => {
  if (typeof node26 !== "string") node26.remove();
});

/** How many lists of each sort, and how long at most. */
const SHORT = { lists: 500, maxLength: 300 };
const LONG = { lists: 100, maxLength: 10_000 };
const LONGEST = { lists: 2, maxLength: 1_000_000 };

function listsOf(sort: string): Float64Array[] {
  const random = seededRandom(ADVERSARIAL_SORTS.indexOf(sort) + 1);
  return [SHORT, LONG, LONGEST].flatMap(({ lists, maxLength }) =>
    // The square, so that there are more short ones.
    Array.from({ length: lists }, () => adversarialList(sort, Math.round(maxLength * random() ** 2), random)),
  );
}

/** The total of a list that is added in pieces. */
function totalOfPieces(list: Float64Array, random: () => number): number {
  const sum = new BinarySum();
  for (let start = 0; start < list.length;) {
    const end = start + 1 + Math.floor(random() * Math.min(list.length, 50_000));
    kernel.sum(list.subarray(start, end), sum);
    start = end;
  }
  return sum.toNumber();
}

describe.each(ADVERSARIAL_SORTS)("%s", (sort) => {
  const lists = listsOf(sort);
  const totals = lists.map((list) => kernel.total(list));

  test.skipIf(typeof node26 === "string")(
    `V8's own Math.sumPrecise${typeof node26 === "string" ? ` (not to be had: ${node26})` : ""}`,
    () => {
      if (typeof node26 === "string") return;
      expect([...node26.totals(lists)]).toEqual(totals);
    },
  );

  test("core-js's Math.sumPrecise", () => {
    expect(lists.map((list) => sumPrecise(list))).toEqual(totals);
  });

  test("the oracle, on the shorter ones", () => {
    const shorter = lists.filter((list) => list.length > 0 && list.length <= 1000);
    expect(shorter.map((list) => oracleTotal(list))).toEqual(shorter.map((list) => kernel.total(list)));
  });

  test("the same in an array, and in pieces", () => {
    const random = seededRandom(7);
    expect(lists.map((list) => kernel.totalOfNumbers([...list]))).toEqual(totals);
    expect(lists.map((list) => totalOfPieces(list, random))).toEqual(totals);
  });
});
