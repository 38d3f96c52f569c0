import { describe, expect, test } from "vitest";
import type { DecodedBatch, NumberKeys, NumbersApi } from "../contract/numbers-api.js";
import { totalsBy } from "./totals-by.js";

function batch(numbers: DecodedBatch["numbers"], keys: unknown): DecodedBatch {
  return { numbers, format: "parquet", bytes: 0, empty: 0, keys: keys as NumberKeys };
}

function sourceOf(...batches: readonly DecodedBatch[]): NumbersApi {
  return {
    async *numbers() {
      yield* batches;
    },
  };
}

const names = ["b", "a", "c"];
const keys = (...indices: readonly number[]): NumberKeys => ({ names, indices: Uint32Array.from(indices) });

describe("decoded numbers with keys", () => {
  test("go to the groups of these, which come in the order of the names", async () => {
    const { groups, total } = await totalsBy(
      sourceOf(
        batch([1, 2, 3], keys(1, 0, 1)),
        batch(BigInt64Array.of(10n, 20n), keys(0, 0)),
        batch({ bigEndian: Uint8Array.of(0xff, 0xff, 0x01, 0x00), width: 2 }, keys(1, 0)),
      ),
    );
    expect(Array.from(groups, ([key, group]) => [key, group.toString(), group.count])).toEqual([
      ["b", "288", 4],
      ["a", "3", 3],
      ["c", "0", 0],
    ]);
    expect(total.toString()).toBe("291");
  });

  test("of two sources with the same keys are added together", async () => {
    const others = { names: ["a"], indices: Uint32Array.of(0) };
    const { groups } = await totalsBy(sourceOf(batch([1], keys(1)), batch([2], others)));
    expect(groups.get("a")!.toString()).toBe("3");
  });

  test.each([
    ["without keys", batch([1], undefined), "batch: expected "],
    ["without names", batch([1], { indices: Uint32Array.of(0) }), "names: expected an array"],
    ["with indices of another kind", batch([1], { names, indices: [0] }), "indices: expected a Uint32Array"],
  ])("%s is a TypeError", async (_, bad, message) => {
    await expect(totalsBy(sourceOf(bad))).rejects.toThrow(TypeError);
    await expect(totalsBy(sourceOf(bad))).rejects.toThrow(message);
  });

  test.each([
    [
      "fewer indices than numbers",
      batch([1, 2], keys(0)),
      "indices: expected one for each of 2 numbers, got 1",
    ],
    ["an index beyond the names", batch([1], keys(3)), "indices: expected some below 3, got 3"],
  ])("%s are a RangeError", async (_, bad, message) => {
    await expect(totalsBy(sourceOf(bad))).rejects.toThrow(RangeError);
    await expect(totalsBy(sourceOf(bad))).rejects.toThrow(message);
  });
});
