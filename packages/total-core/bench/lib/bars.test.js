import { expect, test } from "vitest";

import { absent, judgedRow, skippedRow } from "./bars.js";
import { measured } from "./statistics.js";

const head = { id: "x", what: "x", unit: "s" };
const figures = (/** @type {number} */ ours, /** @type {number} */ theirs) => [
  measured("dlg", [ours]),
  measured("mawk", [theirs]),
];

test.each([
  [0.1, "goal"],
  [0.2, "met"],
  [0.3, "short"],
])("faster: theirs ÷ ours is held against the bar (%d s against 1 s: %s)", (ours, verdict) => {
  const row = judgedRow(head, figures(ours, 1), [{ against: "mawk", kind: "faster", required: 4, goal: 10 }]);
  expect(row.verdict).toBe(verdict);
});

test.each([
  ["at most", 1.3, "goal"],
  ["at most", 2, "met"],
  ["at most", 2.1, "short"],
  ["at least", 2.1, "goal"],
  ["at least", 1.4, "short"],
])("%s: ours ÷ theirs is held against the bar (%d: %s)", (kind, ours, verdict) => {
  const limits = kind === "at most" ? { required: 2, goal: 1.3 } : { required: 1.5, goal: 2 };
  const bar = /** @type {import("./types.d.ts").Bar} */ ({ against: "mawk", kind, ...limits });
  expect(judgedRow(head, figures(ours, 1), [bar]).verdict).toBe(verdict);
});

test("a figure below what is fine by itself is met, whatever the ratio", () => {
  const bar = /** @type {import("./types.d.ts").Bar} */ ({
    against: "mawk",
    kind: "at most",
    required: 2,
    goal: 1.2,
    fineBelow: 5,
  });
  expect(judgedRow(head, figures(4.9, 1), [bar]).verdict).toBe("met");
  expect(judgedRow(head, figures(5.1, 1), [bar]).verdict).toBe("short");
});

test("a row needs all of its bars, or any of them", () => {
  const contenders = [measured("dlg", [1]), measured("mawk", [1]), measured("wc", [0.1])];
  const bars = ["mawk", "wc"].map(
    (against) => /** @type {const} */ ({ against, kind: "at most", required: 2, goal: 1 }),
  );
  expect(judgedRow(head, contenders, bars).verdict).toBe("short");
  expect(judgedRow({ ...head, needs: "any" }, contenders, bars).verdict).toBe("goal");
});

test("a rival that is not there leaves its bar unknown and the others to decide", () => {
  const contenders = [measured("dlg", [1]), absent("mawk", "not installed"), measured("wc", [1])];
  const bars = ["mawk", "wc"].map(
    (against) => /** @type {const} */ ({ against, kind: "at most", required: 2, goal: 0.5 }),
  );
  const row = judgedRow(head, contenders, bars);
  expect(row.bars.map(({ verdict }) => verdict)).toEqual(["unknown", "met"]);
  expect(row.verdict).toBe("met");
});

test("a bar without a requirement is a goal, and measured below it", () => {
  const bars = [/** @type {const} */ ({ against: "mawk", kind: "at most", required: null, goal: 2 })];
  expect(judgedRow(head, figures(3, 1), bars).verdict).toBe("measured");
  expect(judgedRow(head, figures(2, 1), bars).verdict).toBe("goal");
});

test("a skipped row says why", () => {
  expect(skippedRow(head, "POST /total answers 405")).toMatchObject({
    verdict: "unknown",
    skipped: "POST /total answers 405",
  });
});
