import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { ColumnSums } from "../total/column-sums.js";
import { ColumnsAccumulator } from "../total/columns-accumulator.js";
import { columnTotals, groupTotals } from "../total/totals-of.js";
import { bytesOf } from "../testing/recorder.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const KEYED = bytesOf("k,n\n".concat("zürich,1\n".repeat(9000), "genève,2\n".repeat(9000)));
const WIDE = bytesOf("a,b\n".concat("1,2\n".repeat(20_000)));

function newReading(): { sums: ColumnSums; accumulator: ColumnsAccumulator } {
  const sums = new ColumnSums();
  return { sums, accumulator: new ColumnsAccumulator(sums, { skipInvalid: false, keys: "maybe" }) };
}

function begin(bytes: Uint8Array, by: string | undefined, column: string | string[]) {
  const reading = newReading();
  reading.accumulator.add({ format: "csv", by, column, bytes });
  return reading;
}

function groupsOf({ sums, accumulator }: ReturnType<typeof newReading>): string[] {
  accumulator.end();
  return Array.from(sums.groups, (group) => {
    const { keys, totals } = groupTotals(sums, group);
    return `${keys.join()} ${totals.join()}`;
  });
}

function columnsOf({ sums, accumulator }: ReturnType<typeof newReading>): string[] {
  accumulator.end();
  return columnTotals(sums).map(({ total }) => String(total));
}

/** Nobody keeps it. @returns whether it has been collected */
function abandoned(): () => boolean {
  const sums = new WeakRef(begin(KEYED.subarray(0, 130_000), "k", "n").sums);
  return () => sums.deref() === undefined;
}

const MOST_COLLECTIONS = 20;

test.each<[string, () => string[], string[]]>([
  ["rows with keys", () => groupsOf(begin(KEYED, "k", "n")), ["zürich 9000", "genève 18000"]],
  ["several columns", () => columnsOf(begin(WIDE, undefined, ["a", "b"])), ["20000", "40000"]],
])(
  "a source that is abandoned and collected leaves nothing to %s after it",
  async (_what, read, expected) => {
    const isCollected = abandoned();
    for (let left = MOST_COLLECTIONS; left > 0 && !isCollected(); left--) {
      // What has been looked at is not collected before the next turn.
      await setImmediate();
      collectGarbage();
    }
    expect(isCollected()).toBe(true);
    expect(read()).toEqual(expected);
  },
);
