import { describe, expect, test } from "vitest";
import { Currencies } from "../contract/currencies.js";
import { partsOfKey } from "../contract/group-keys.js";
import type { EncodedBatch, NumbersApi } from "../contract/numbers-api.js";
import { bytesOf } from "../testing/recorder.js";
import { GrandTotals } from "./grand-totals.js";
import type { ColumnTotal } from "./totals-of.js";

type Encoding = Omit<EncodedBatch, "bytes" | "name">;
type Options = Parameters<GrandTotals["addWhole"]>[1];
type Add = (
  grand: GrandTotals,
  batch: EncodedBatch,
  options: Options,
) => readonly ColumnTotal[] | Promise<readonly ColumnTotal[]>;

const byReading: Add = (grand, batch, options) => {
  const api: NumbersApi = {
    async *numbers() {
      yield batch;
    },
  };
  return grand.add(api, batch.name!, options);
};
const atOnce: Add = (grand, batch, options) => grand.addWhole(batch, options);

const plain = (columns: readonly ColumnTotal[]): unknown =>
  columns.map(({ total, ...others }) => ({ ...others, total: total.toString(), count: total.count }));

/** All that is known of each source and of all together, up to the first fault. */
async function outcome(add: Add, texts: readonly string[], encoding: Encoding, skipInvalid: boolean) {
  const grand = new GrandTotals();
  const options = { skipInvalid, currencies: new Currencies() };
  const parts: unknown[] = [];
  try {
    for (const [i, text] of texts.entries()) {
      const batch = { bytes: bytesOf(text), name: `source ${i}`, ...encoding };
      parts.push(plain(await add(grand, batch, options)));
    }
  } catch (error) {
    return { parts, fault: (error as Error).message };
  }
  const { columns, groups, keyNames } = grand;
  const sums = [...groups].map((group) => [
    partsOfKey(groups.keyOf(group)),
    columns.map((_, column) => groups.sumOf(group, column).value()),
  ]);
  return { parts, columns: plain(columns), keyNames, sums };
}

describe("a source that is one batch has the same totals at once and by a reading:", () => {
  test.each<[texts: string[], encoding: Encoding]>([
    [["1 2", "0.5", "-3"], { format: "text" }],
    [["1", "2"], { format: "text" }],
    [["", " \n"], { format: "text" }],
    [["1\n2x\n3y", "4z"], { format: "text" }],
    [["1e9999"], { format: "text" }],
    [["$1 2 USD", "3 EUR"], { format: "text", money: true }],
    [["$1", "€2"], { format: "text", money: true }],
    [["amount\n1\n\nx\n", "amount\n2"], { format: "csv" }],
    [["a,b\n1,2\n", "a,b\n3,\n"], { format: "csv", column: ["a", "b"] }],
    [["a,b\n1,2\n", "b,a\n1,x\n"], { format: "csv", column: ["a", "b"] }],
    [["a,b\n1,2\n", "a,c\n1,2\n"], { format: "csv", column: "1-2" }],
    [["k,a,b\nx,1,2\ny,3,\n", "k,a,b\ny,4,5\nz,,6\n"], { format: "csv", column: ["a", "b"], by: "k" }],
    [["k,a\nx,1\n", "k,a\nx,?\n"], { format: "csv", column: "a", by: "k" }],
    [["a,b\n1", "a\n1"], { format: "csv", column: "a" }],
    [["a"], { format: "csv", column: "b" }],
    [["[1,2", "[3]"], { format: "json" }],
    [['[1,"x",', "[3]"], { format: "json" }],
    [['{"a":1}\n{"b":2}', '{"a":"3"}'], { format: "ndjson", field: "a", skipMissing: true }],
    [['{"a":1,"k":"x"}', '{"a":2,"k":"y"}{"a":3,"k":"x"}'], { format: "json", field: "a", by: "k" }],
    [["12345678", "1234567"], { format: "f64" }],
  ])("%j %j", async (texts, encoding) => {
    for (const skipInvalid of [false, true]) {
      const expected = await outcome(byReading, texts, encoding, skipInvalid);
      expect(await outcome(atOnce, texts, encoding, skipInvalid)).toEqual(expected);
    }
  });
});
