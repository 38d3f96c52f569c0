/** The memory of the kernels is nobody's but theirs: who overwrites all that there is behind a batch does no harm to a total. */
import { closeSync, openSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { kernelMemory } from "../kernel/memory.js";
import { descriptorNumbers, fileNumbers } from "../node/index.js";
import type { Batch, EncodedBatch, NumbersApi } from "./numbers-api.js";
import { originalOf } from "./read-buffers.js";
import { simulatedNumbers } from "../source/simulated.js";
import { totalOf } from "../total/total-of.js";
import { totalsBy } from "../total/totals-by.js";

const COUNT = 700_000;
const SUM = (COUNT * (COUNT - 1)) / 2;
const CSV = `k,n\n${Array.from({ length: 30_000 }, (_, i) => `${i % 3},${i}\n`).join("")}`;

let folder: string;
let text: string;
let csv: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dlg-read-buffers-"));
  text = join(folder, "numbers.txt");
  csv = join(folder, "rows.csv");
  await writeFile(text, Array.from({ length: COUNT }, (_, i) => i).join("\n"));
  await writeFile(csv, CSV);
});
afterAll(() => rm(folder, { recursive: true }));

const open: number[] = [];
afterEach(() => {
  for (const descriptor of open.splice(0)) closeSync(descriptor);
});

function opened(path: string): number {
  const descriptor = openSync(path, "r");
  open.push(descriptor);
  return descriptor;
}

const SOURCES: readonly (readonly [string, () => NumbersApi])[] = [
  ["a file", () => fileNumbers(text)],
  ["a descriptor", () => descriptorNumbers(opened(text))],
  ["simulated numbers", () => simulatedNumbers({ count: COUNT, delayMs: 0 })],
];

/** A numbers API of somebody's own, which passes on what another one gives, changed or not. */
function passedOn(source: NumbersApi, change: (batch: Batch) => Batch = (batch) => batch): NumbersApi {
  return {
    async *numbers(options) {
      for await (const batch of source.numbers(options)) yield change(batch);
    },
  };
}

/** The options that a numbers API gets. */
async function handed(reader: typeof totalOf | typeof totalsBy): Promise<object> {
  let options: object = {};
  await reader({
    async *numbers(given) {
      options = given;
      yield* [];
    },
  });
  return options;
}

async function rightTotals(): Promise<void> {
  const keyed = await totalsBy(fileNumbers(csv, { column: "n", by: "k" }));
  expect([...keyed.groups].map(([key, total]) => [key, total.toNumber()])).toEqual([
    ["0", 149_985_000],
    ["1", 149_995_000],
    ["2", 150_005_000],
  ]);
  expect((await totalOf(fileNumbers(text))).toNumber()).toBe(SUM);
}

describe("a numbers API", () => {
  test("is handed a signal, and nothing that leads to the kernels' memory", async () => {
    expect(Reflect.ownKeys(await handed(totalsBy))).toEqual(["signal"]);
    expect(Reflect.ownKeys(await handed(totalOf)).toSorted()).toEqual(["partials", "signal", "skipInvalid"]);
    const signal = Reflect.get(await handed(totalOf), "signal") as AbortSignal;
    expect(Reflect.ownKeys(signal).filter((key) => typeof key === "string")).toEqual([]);
  });

  test.each(SOURCES)(
    "that passes on what %s gives may overwrite what is behind it",
    async (_name, source) => {
      const memory = kernelMemory()!.bytes.buffer;
      const seen: Uint8Array[] = [];
      const api = passedOn(source(), (batch) => {
        const lent = "bytes" in batch ? (batch as EncodedBatch).bytes : (batch as Uint32Array);
        const { buffer, byteOffset, byteLength } = lent;
        const bytes = new Uint8Array(buffer, byteOffset, byteLength);
        const own = bytes.slice();
        seen.push(bytes);
        new Uint8Array(buffer).fill(0x39);
        return "bytes" in batch ? { ...(batch as EncodedBatch), bytes: own } : new Uint32Array(own.buffer);
      });
      expect((await totalOf(api)).toNumber()).toBe(SUM);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.filter(({ buffer }) => buffer === memory)).toEqual([]);
      await rightTotals();
    },
  );
});

describe("batches of files and descriptors", () => {
  const ENCODED = SOURCES.slice(0, 2);

  test.each(ENCODED)(
    "are added where they stand if they are passed on as they are: %s",
    async (_name, source) => {
      const memory = kernelMemory()!.bytes.buffer;
      const buffers: ArrayBufferLike[] = [];
      const note = (batch: Batch) => {
        buffers.push(originalOf(batch as EncodedBatch).bytes.buffer);
        return batch;
      };
      // Through two who stand in between, one of whom has made options of its own.
      const inner = passedOn(source(), note);
      const outer: NumbersApi = { numbers: (options) => inner.numbers({ ...options }) };
      expect((await totalOf(outer)).toNumber()).toBe(SUM);
      expect(buffers.length).toBeGreaterThan(1);
      expect(new Set(buffers)).toEqual(new Set([memory]));
    },
  );

  test.each(ENCODED)("are added as they are left by who has looked at them: %s", async (_name, source) => {
    const changed = passedOn(source(), (batch) => {
      const { bytes } = batch as EncodedBatch;
      for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0x0a) bytes[i] = 0x31;
      expect((batch as EncodedBatch).bytes).toBe(bytes);
      return batch;
    });
    const ones = Array.from({ length: 6 }, (_, i) => (10 ** (i + 1) - 1) / 9);
    const counts = [10, 90, 900, 9000, 90_000, 600_000];
    const expected = ones.reduce((sum, one, i) => sum + one * counts[i]!, 0);
    expect((await totalOf(changed)).toNumber()).toBe(expected);
    const spread = passedOn(source(), (batch) => ({ ...(batch as EncodedBatch) }));
    expect((await totalOf(spread)).toNumber()).toBe(SUM);
  });

  test("cannot be used when the next one is there: no other bytes are taken for theirs", async () => {
    const source = fileNumbers(text);
    const late: NumbersApi = {
      async *numbers(options) {
        let before: Batch | undefined;
        for await (const batch of source.numbers(options)) {
          if (before !== undefined) yield before;
          before = batch;
        }
      },
    };
    await expect(totalOf(late)).rejects.toThrow(
      new TypeError("batch: expected its bytes to be used before the next batch is asked for"),
    );
    await rightTotals();
  });
});
