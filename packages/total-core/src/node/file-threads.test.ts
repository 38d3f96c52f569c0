/** Which files `fileNumbers` reads in several threads, and that nobody sees it from outside. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { NumbersApi } from "../contract/numbers-api.js";
import { totalOf } from "../total/total-of.js";
import { fileNumbers, type FileNumbersOptions } from "./file.js";
import { sliceBytesOf, threadCount } from "./threads/in-threads.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const SLICE_BYTES = 4 * 1024 * 1024;

const folder = temporaryFolder();
let threeSlices = "";
beforeAll(async () => {
  threeSlices = await file("three-slices", "12.5\n".repeat(2_000_000));
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** How many of the batches that `totalOf` gets are partials. */
async function partials(path: string, options: FileNumbersOptions): Promise<number> {
  const api = fileNumbers(path, options);
  const watched: NumbersApi = {
    async *numbers(asked) {
      for await (const batch of api.numbers(asked)) {
        if (typeof batch === "object" && "partial" in batch) count++;
        yield batch;
      }
    },
  };
  let count = 0;
  await totalOf(watched);
  return count;
}

describe("several threads", () => {
  test("are used where they are asked for, for regular files of more than one slice", async () => {
    expect(await partials(threeSlices, { threads: 2 })).toBe(3);
    expect(await partials(threeSlices, { threads: 1000 })).toBe(3);
    expect(await partials(threeSlices, { threads: 2, format: "ndjson" })).toBe(3);
    expect(await partials(threeSlices, { threads: 1 })).toBe(0);
    expect(await partials(await file("small", "1 2"), { threads: 2 })).toBe(0);
  });

  test("only where the reader asks for partials", async () => {
    const { signal } = new AbortController();
    for await (const batch of fileNumbers(threeSlices, { threads: 2 }).numbers({ signal })) {
      expect(batch).not.toHaveProperty("partial");
    }
  });

  test("never for JSON, which cannot be read from the middle", async () => {
    expect(await partials(await file("never.json", `[${"1,".repeat(3_000_000)}1]`), { threads: 2 })).toBe(0);
  });

  test.each(["csv", "tsv"] as const)("for %s, if its columns are as they were asked for", async (format) => {
    const rows = await file(`rows.${format}`, `amount\n${"1\n".repeat(5_000_000)}`);
    expect(await partials(rows, { threads: 2 })).toBe(3);
    await expect(partials(rows, { threads: 2, column: "x" })).rejects.toMatchObject({ code: "NO_COLUMN" });
  });

  test("nor for what is compressed, whatever its name", async () => {
    const compressed = gzipSync(Buffer.alloc(SLICE_BYTES + 1, "1 "), { level: 0 });
    expect(await partials(await file("compressed.gz", compressed), { threads: 2 })).toBe(0);
    expect(await partials(await file("compressed.txt", compressed), { threads: 2 })).toBe(0);
  });

  test.skipIf(process.platform === "win32")("nor for a FIFO", async () => {
    const path = join(folder, "pipe");
    await promisify(execFile)("mkfifo", [path]);
    const total = totalOf(fileNumbers(path, { threads: 2 }));
    await writeFile(path, "1 2 3");
    expect((await total).toString()).toBe("6");
  });

  test("give the same total, and the stored bytes, as one", async () => {
    for (const threads of [1, 2]) {
      let stored = 0;
      const api = fileNumbers(threeSlices, { threads, onStored: (bytes) => (stored += bytes) });
      const total = await totalOf(api);
      expect({ threads, total: total.toString(), count: total.count, stored }).toEqual({
        threads,
        total: "25000000",
        count: 2_000_000,
        stored: 10_000_000,
      });
    }
  });

  test("whoever asks for the numbers gets them, as by one thread", async () => {
    for await (const batch of fileNumbers(threeSlices, { threads: 2 }).numbers(new AbortController())) {
      expect(batch).toMatchObject({ format: "text", name: threeSlices, bytes: expect.any(Uint8Array) });
    }
  });

  test("a file that is missing is named as by one", async () => {
    const path = join(folder, "none");
    await expect(totalOf(fileNumbers(path, { threads: 2 }))).rejects.toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      message: `${path}: expected a readable file, got no such file`,
    });
  });
});

describe("the number of threads", () => {
  test.each([0, -1, 1.5, NaN, Infinity, 1025])("%d is a RangeError", (threads) => {
    expect(() => fileNumbers("x", { threads })).toThrow(
      new RangeError(`threads: expected an integer from 1 to 1024, got ${threads}`),
    );
  });

  test("a string is a TypeError", () => {
    expect(() => fileNumbers("x", { threads: "2" as unknown as number })).toThrow(TypeError);
  });

  test.each([
    ["text", 350e6],
    [undefined, 350e6],
    ["csv", 450e6],
    ["tsv", 450e6],
    ["ndjson", 750e6],
    ["f64", 1_500e6],
  ] as const)(
    "without a wish, %s has one below %d bytes, and as many as there are processors, up to 3, from there on",
    (format, least) => {
      const many = Math.min(availableParallelism(), 3);
      const sizes = [0, least - 1, least, 1e12];
      expect(sizes.map((size) => threadCount(size, format, undefined))).toEqual([1, 1, many, many]);
    },
  );

  test("what cannot be read from the middle has one, whatever its size", () => {
    expect([threadCount(1e12, "json", undefined), threadCount(1e12, "parquet", undefined)]).toEqual([1, 1]);
  });

  test("slices are as long as leaves 32 of them to each, from 4 to 16 MiB", () => {
    const sizes = [1, 32 * SLICE_BYTES, 32 * SLICE_BYTES + 1, 64 * SLICE_BYTES, 1e12];
    expect(sizes.map((size) => sliceBytesOf(size, 1))).toEqual([
      SLICE_BYTES,
      SLICE_BYTES,
      SLICE_BYTES + 1,
      2 * SLICE_BYTES,
      4 * SLICE_BYTES,
    ]);
    expect(sliceBytesOf(64 * SLICE_BYTES, 2)).toBe(SLICE_BYTES);
  });

  test("a wish holds for any size that has a slice for each", () => {
    const sizes = [0, 1, SLICE_BYTES, SLICE_BYTES + 1, 2 * SLICE_BYTES + 1, 1e12];
    expect(sizes.map((size) => threadCount(size, undefined, 8))).toEqual([1, 1, 1, 2, 3, 8]);
  });
});
