import { writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { TotalError } from "../contract/errors.js";
import { newFile } from "../node/threads/threads.cases.js";
import { listSources } from "./list-sources.js";
import { lineOf } from "./part-line.js";
import type { Part, PartPiece } from "./part.js";
import { partOfShard } from "./part-of-shard.js";
import { PartsMerge } from "./parts-merge.js";
import type { ListedSource } from "./shard.js";
import { shardsOf } from "./shards-of.js";
import { mergedOutcome, partsOf } from "./shards.cases.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const SHARDS = 5;
const TOTAL = "1123";

const folder = temporaryFolder();
let paths: string[] = [];
let lines: string[] = [];
beforeAll(async () => {
  paths = [await newFile(folder, "1\n22\n100\n"), await newFile(folder, ""), await newFile(folder, "1000")];
  lines = await partsOf(paths, SHARDS, {});
});

/** The total, or the code of what is wrong. */
function outcomeOf(parts: Iterable<string | Uint8Array>): string {
  try {
    const merge = new PartsMerge();
    for (const part of parts) merge.add(part);
    return merge.totals().columns[0]!.total.toString();
  } catch (error) {
    if (error instanceof TotalError) return error.code;
    throw error;
  }
}

/** The lines of a text that may be damaged. */
function linesIn(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    found.push(bytes.subarray(start, end < 0 ? bytes.length : end));
    start = end < 0 ? bytes.length : end + 1;
  }
  return found;
}

const partAt = (i: number) => JSON.parse(lines[i]!) as Part;

const textOf = () => new TextEncoder().encode(`${lines.join("\n")}\n`);

describe("parts that are all there", () => {
  test("any order and any repetition is the same total", () => {
    expect(outcomeOf(lines)).toBe(TOTAL);
    expect(outcomeOf(lines.toReversed())).toBe(TOTAL);
    expect(outcomeOf([...lines.slice(2), ...lines, ...lines.slice(0, 3)])).toBe(TOTAL);
  });

  test("a part made again is the same line", async () => {
    expect(await partsOf(paths, SHARDS, {})).toEqual(lines);
  });

  test("nothing is missing", () => {
    const merge = new PartsMerge();
    for (const line of lines) merge.add(line);
    expect([merge.missing(), merge.of, merge.run]).toEqual([
      "",
      SHARDS,
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });
});

describe("parts that are not all there", () => {
  test("without any of them there is no total", () => {
    for (const i of lines.keys()) expect(outcomeOf(lines.toSpliced(i, 1))).toBe("SOURCE_UNAVAILABLE");
    expect(outcomeOf([])).toBe("BAD_PARTIAL");
  });

  test("the ones that are missing are named as --shard takes them", () => {
    const merge = new PartsMerge();
    merge.add(lines[1]!);
    expect(merge.missing()).toBe("0,2-4");
    expect(() => merge.totals()).toThrow("parts: expected the parts of all 5 shards, got none of 0,2-4/5");
  });
});

describe("parts that are not what they were", () => {
  test("whichever bit is another one, there is no wrong total", () => {
    const text = textOf();
    // A prime, so that each bit of a byte and each byte of a line has its turn in the long run.
    for (let bit = 0; bit < 8 * text.length; bit += 23) {
      const damaged = Uint8Array.from(text);
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect([bit, outcomeOf(linesIn(damaged))]).toEqual([bit, "BAD_PARTIAL"]);
    }
  });

  test("wherever they are cut, there is no wrong total", () => {
    const text = textOf();
    for (let length = 0; length < text.length - 1; length++) {
      expect(outcomeOf(linesIn(text.subarray(0, length)))).toMatch(/^(?:BAD_PARTIAL|SOURCE_UNAVAILABLE)$/);
    }
  });

  test.each([
    ["another number of shards", () => partsOf(paths, 6, {})],
    ["another option", () => partsOf(paths, SHARDS, { skipInvalid: true })],
    ["other sources", () => partsOf(paths.slice(1), SHARDS, {})],
    ["another order", () => partsOf(paths.toReversed(), SHARDS, {})],
  ])("parts of %s are refused", async (_what, others) => {
    const foreign = await others();
    for (const i of lines.keys()) expect(outcomeOf(lines.with(i, foreign[i]!))).toBe("BAD_PARTIAL");
  });

  test("parts of a file before and after it was written to are refused", async () => {
    const path = await newFile(folder, "1 2 3 4 5 6");
    const before = await partsOf([path], 2, {});
    await writeFile(path, "1 2 3 4 5 7");
    const after = await partsOf([path], 2, {});
    expect([outcomeOf(before), outcomeOf(after)]).toEqual(["21", "22"]);
    expect(outcomeOf([before[0]!, after[1]!])).toBe("BAD_PARTIAL");
  });
});

describe("parts with a right checksum that no dlg has made", () => {
  test.each<[string, (piece: PartPiece) => Partial<PartPiece>]>([
    ["index", ({ index }) => ({ index: index + 1 })],
    ["size", ({ size }) => ({ size: size! + 1 })],
    ["version", ({ version }) => ({ version: `${version}0` })],
    ["source", ({ source }) => ({ source: `${source}x` })],
    ["begin", ({ begin }) => ({ begin: begin + 1 })],
    ["end", ({ end }) => ({ end: end - 1 })],
    ["took from", ({ took: [from, to] }) => ({ took: [from + 1, to + 1] })],
    ["took to", ({ took: [from, to] }) => ({ took: [from, to + 1] })],
    ["no total", () => ({ total: "" })],
    ["half a total", ({ total }) => ({ total: total!.slice(0, 20) })],
    ["a fault beside the total", () => ({ fault: { code: "BAD_NUMBER", place: {}, expected: "", got: "" } })],
    ["a format that there is not", () => ({ format: "xml" as never })],
    ["another member", () => ({ more: 1 }) as never],
  ])("another %s in any piece", (_what, change) => {
    for (const i of lines.keys()) {
      const { pieces, ...rest } = partAt(i);
      for (const [j, piece] of pieces.entries()) {
        const forged = lineOf({ ...rest, pieces: pieces.with(j, { ...piece, ...change(piece) }) });
        expect([i, j, outcomeOf(lines.with(i, forged))]).toEqual([i, j, "BAD_PARTIAL"]);
      }
    }
  });

  test("pieces that are left out, or told twice", () => {
    for (const i of lines.keys()) {
      const { pieces, ...rest } = partAt(i);
      for (const [j, piece] of pieces.entries()) {
        for (const others of [pieces.toSpliced(j, 1), pieces.toSpliced(j, 0, piece)]) {
          expect(outcomeOf(lines.with(i, lineOf({ ...rest, pieces: others })))).toBe("BAD_PARTIAL");
        }
      }
    }
  });

  test("a shard told by another number", () => {
    expect(outcomeOf([...lines, lineOf({ ...partAt(1), shard: 2 })])).toBe("BAD_PARTIAL");
    expect(outcomeOf(lines.with(1, lineOf({ ...partAt(1), shard: SHARDS })))).toBe("BAD_PARTIAL");
  });

  test("a run that is not the one of its sources", () => {
    const forged = lines.map((_, i) => lineOf({ ...partAt(i), run: "0".repeat(64) }));
    expect(outcomeOf(forged)).toBe("BAD_PARTIAL");
  });
});

describe("a CSV whose pieces guessed wrong", () => {
  const CONTENT = `a,b\n1,"\n2,3\n4,5\n6,7\n"\n8,9\n`;

  test("is read again from where they begin, and there is no total without that", async () => {
    const path = await newFile(folder, CONTENT);
    const parts = await partsOf([path], 3, { column: "a", format: "csv" });
    expect(outcomeOf(parts)).toBe("SOURCE_UNAVAILABLE");
    expect(await mergedOutcome(parts)).toMatchObject({ columns: [{ empty: 0 }] });
  });

  test("a second reading may come before the parts, and twice", async () => {
    const path = await newFile(folder, CONTENT);
    const parts = await partsOf([path], 3, { column: "a", format: "csv" });
    const merge = new PartsMerge();
    for (const part of parts) merge.add(part);
    const again: string[] = [];
    for (let shard = merge.toReadAgain(); shard !== undefined; shard = merge.toReadAgain()) {
      again.push(await partOfShard(shard));
      merge.add(again.at(-1)!);
    }
    expect(again.length).toBeGreaterThan(0);
    expect(outcomeOf([...again, ...parts, ...again])).toBe(merge.totals().columns[0]!.total.toString());
    expect(outcomeOf([...again])).toBe("SOURCE_UNAVAILABLE");
  });
});

describe("faults", () => {
  test("the first in the sources' order is told, as soon as nothing before it can be at fault", async () => {
    const path = await newFile(folder, "1\n2\nx\n4\ny\n6\n7\n");
    const parts = await partsOf([path], 7, {});
    const merge = new PartsMerge();
    for (const i of [6, 4, 2, 1]) merge.add(parts[i]!);
    expect(merge.faultyShard).toBe(undefined);
    merge.add(parts[0]!);
    expect(merge.faultyShard).toBe(2);
    expect(() => merge.totals()).toThrow(`${path}:3:1: expected a number, got "x"`);
  });
});

test("relative paths begin in the folder that is given, and stand in the part as they were", async () => {
  const path = await newFile(folder, "1 2 3");
  const source = relative(folder, path);
  const sources: ListedSource[] = [];
  for await (const listed of listSources([source], { folder })) sources.push(listed);
  const part = await partOfShard(shardsOf(sources, { of: 1 }).shard(0), { folder });
  expect(JSON.parse(part).pieces[0].source).toBe(source);
  const merge = new PartsMerge();
  merge.add(part);
  expect(merge.totals().columns[0]!.total.toString()).toBe("6");
});
