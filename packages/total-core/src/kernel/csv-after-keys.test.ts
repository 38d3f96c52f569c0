import { expect, test } from "vitest";
import { streamNumbers } from "../source/stream.js";
import { totalsOf } from "../total/totals-of.js";

// The kernel hands such keys over at once: they are no ASCII. Shorter sources are not worth its compilation.
const KEYED = "place,a,b\n".concat("zürich,1,2\n".repeat(6000), "genève,3,4\n".repeat(6000));
const UNKEYED = "a,b\n".concat("1,2\n".repeat(40_000));

const keyedGroups = [
  { keys: ["zürich"], totals: ["6000", "12000"] },
  { keys: ["genève"], totals: ["18000", "24000"] },
];

async function groupsOf(pieces: Iterable<string> | AsyncIterable<string>): Promise<unknown> {
  const { groups } = await totalsOf(
    streamNumbers(pieces, { format: "csv", column: ["a", "b"], by: "place" }),
  );
  return groups.map(({ keys, totals }) => ({ keys, totals: totals.map(String) }));
}

async function expectUnkeyed(pieces: Iterable<string>): Promise<void> {
  const { columns, groups } = await totalsOf(streamNumbers(pieces, { format: "csv", column: ["a", "b"] }));
  const found = columns.map(({ total }) => `${String(total)} of ${total.count}`);
  expect(found).toEqual(["40000 of 40000", "80000 of 40000"]);
  expect(groups).toEqual([]);
}

/** Pieces of a source with keys, between which one without keys is read. */
async function* interrupted(): AsyncGenerator<string> {
  yield KEYED.slice(0, 70_000);
  await expectUnkeyed([UNKEYED.slice(0, 90_000), "\n", UNKEYED.slice(90_000)]);
  yield KEYED.slice(70_000);
}

test("several columns without keys have nothing of the keys of a source before", async () => {
  expect(await groupsOf([KEYED])).toEqual(keyedGroups);
  await expectUnkeyed([UNKEYED]);
});

test("a source with keys gets nothing of several columns that are read meanwhile", async () => {
  expect(await groupsOf(interrupted())).toEqual(keyedGroups);
});

test("several columns without keys are read after a source whose key is no UTF-8", async () => {
  const bytes = Buffer.from(KEYED);
  const damaged = bytes.indexOf("genève");
  bytes[damaged] = 0xff;
  const keyed = streamNumbers([bytes], { format: "csv", column: ["a", "b"], by: "place" });
  await expect(totalsOf(keyed)).rejects.toThrow("line 6002, column 1: expected a key in UTF-8");
  await expectUnkeyed([UNKEYED]);
});
