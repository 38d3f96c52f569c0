import { expect, test } from "vitest";

import { interleave } from "./interleave.js";
import { median, quantile } from "./statistics.js";

test("every round runs every contender once, beginning with another one, and warm-up rounds are not kept", async () => {
  const order = /** @type {string[]} */ ([]);
  const samples = await interleave(
    ["a", "b", "c"],
    (contender, round) => {
      order.push(contender + round);
      return round;
    },
    { warmUps: 1, rounds: 2 },
  );
  expect(order).toEqual(["a-1", "b-1", "c-1", "b0", "c0", "a0", "c1", "a1", "b1"]);
  expect([...samples]).toEqual([
    ["a", [0, 1]],
    ["b", [0, 1]],
    ["c", [0, 1]],
  ]);
});

test("a contender may have fewer rounds than the others", async () => {
  const plan = { warmUps: 1, rounds: 3, roundsOf: (/** @type {string} */ name) => (name === "slow" ? 1 : 3) };
  const samples = await interleave(["slow", "a"], (_contender, round) => round, plan);
  expect([...samples]).toEqual([
    ["slow", [0]],
    ["a", [0, 1, 2]],
  ]);
});

test("a median lies between the two middle samples, whatever their order", () => {
  expect([median([10, 9, 1]), median([4, 1, 3, 2]), quantile([1, 2, 3, 4, 5], 1)]).toEqual([9, 2.5, 5]);
});
