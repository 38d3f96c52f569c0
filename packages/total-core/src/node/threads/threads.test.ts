import { once } from "node:events";
import { mkdtemp, open, rm, truncate, utimes, writeFile, appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PartialBatch } from "../../numbers-api.js";
import { totalOf } from "../../total-of.js";
import { Total } from "../../total/total.js";
import { newWorker, type StartWorker } from "./crew.js";
import { partialsOfFile } from "./partials.js";
import { differences, newFile, numbersInThreads, outcomeOf } from "./threads.cases.js";
import type { WorkerData } from "./worker.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dlg-threads-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Watched {
  readonly worker: Worker;
  hasEnded: boolean;
  readonly end: Promise<unknown>;
}

/** Workers that are remembered, so that a test sees them end. */
function watched(): { readonly workers: Watched[]; readonly startWorker: StartWorker } {
  const workers: Watched[] = [];
  return {
    workers,
    startWorker(data) {
      const worker = newWorker(data);
      const entry: Watched = { worker, hasEnded: false, end: once(worker, "exit") };
      worker.once("exit", () => (entry.hasEnded = true));
      workers.push(entry);
      return worker;
    },
  };
}

/** Keeps this thread from doing anything before another one has taken a slice. */
function waitForTheft({ queue }: WorkerData): void {
  const next = new Int32Array(queue);
  const before = Atomics.load(next, 0);
  while (Atomics.load(next, 0) === before) Atomics.wait(next, 0, before, 10);
}

/** A worker that runs something else. */
const impostor =
  (code: string): StartWorker =>
  (workerData) =>
    new Worker(code, { eval: true, workerData });

/** The same, but it has taken a slice first, of which nothing is heard again. */
const thief =
  (last: string): StartWorker =>
  (data) => {
    const take = "Atomics.add(new Int32Array(require('node:worker_threads').workerData.queue), 0, 1);";
    const worker = impostor(take + last)(data);
    waitForTheft(data);
    return worker;
  };

function lines(count: number, line: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => `${line(i)}\n`).join("");
}

describe("several threads", () => {
  test.each([2, 3, 4])("%i of them give the same total", async (threads) => {
    const path = await newFile(
      folder,
      lines(20_000, (i) => `${i} -${i}.25 ${i}e-3`),
    );
    const threadings = [1000, 100_000].map((sliceBytes) => ({ threads, sliceBytes }));
    expect(await differences(path, threadings)).toEqual([]);
  });

  test("the first fault in the file is the one that counts, whoever meets which first", async () => {
    const path = await newFile(
      folder,
      lines(3000, (i) => (i >= 1700 && i % 100 === 0 ? `${i} bad` : `${i}`)),
    );
    const threadings = [2, 3, 4].map((threads) => ({ threads, sliceBytes: 64 }));
    expect(await differences(path, threadings)).toEqual([]);
  });

  test("workers do a part of the work", async () => {
    const { startWorker, workers } = watched();
    const path = await newFile(
      folder,
      lines(20_000, (i) => `${i}`),
    );
    let data: WorkerData | undefined;
    let fromWorker = 0;
    const api = numbersInThreads(path, {
      threads: 2,
      sliceBytes: 256,
      startWorker: (given) => startWorker((data = given)).on("message", () => fromWorker++),
    });
    let isFirst = true;
    await totalOf(api, {
      onProgress() {
        if (isFirst) waitForTheft(data!);
        isFirst = false;
      },
    });
    expect(workers.length).toBe(1);
    expect(fromWorker).toBeGreaterThan(0);
  });

  test("a partial that comes in while the last one of this thread is handed on is not lost", async () => {
    const path = await newFile(folder, "1 ".repeat(30));
    const partial = {
      partial: new Total().add("10").toBytes(),
      format: "text",
      bytes: 20,
      empty: 0,
      skipped: 0,
    };
    const outcome = { index: 0, lines: 0, lineStart: 0, result: partial };
    let worker: Worker | undefined;
    const startWorker: StartWorker = (data) =>
      (worker = thief(`
        const { parentPort } = require("node:worker_threads");
        parentPort.once("message", (outcome) => parentPort.postMessage(outcome));
      `)(data));
    const api = numbersInThreads(path, { threads: 2, sliceBytes: 20, startWorker });
    const totals: string[] = [];
    for await (const batch of api.partials!({ signal: new AbortController().signal, skipInvalid: false })) {
      totals.push(Total.fromBytes((batch as PartialBatch).partial).toString());
      if (totals.length !== 2) continue;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is no window
      worker!.postMessage(outcome);
      await once(worker!, "message");
    }
    expect(totals).toEqual(["10", "10", "10"]);
  });

  test("progress never goes back, and ends with all of it", async () => {
    const content = lines(30_000, (i) => `${i} x`);
    const path = await newFile(folder, content);
    const seen: number[] = [];
    const api = numbersInThreads(path, { threads: 2, sliceBytes: 4096 });
    await totalOf(api, { skipInvalid: true, onProgress: ({ bytes }) => seen.push(bytes) });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(content.length);
    expect(seen.length).toBeGreaterThan(content.length / 4096);
  });
});

describe("a worker that does not do its work is done without", () => {
  const content = Array.from({ length: 2000 }, (_, i) => `${i}\n`).join("");

  test.each([
    [
      "cannot be started",
      () => {
        throw new Error("not allowed");
      },
    ],
    ["is none", impostor("this is no program")],
    ["exits at once", impostor("process.exit(3)")],
    ["throws", impostor("throw new Error('out of order')")],
    ["dies while it has a slice", thief("process.exit()")],
    ["throws while it has a slice", thief("throw new Error('out of order')")],
  ])("one that %s", async (_what, startWorker) => {
    const bad = content.replaceAll("00\n", "00 x\n");
    for (const text of [content, bad, `x ${bad}`]) {
      const threading = { threads: 3, sliceBytes: 100, startWorker };
      expect(await differences(await newFile(folder, text), [threading])).toEqual([]);
    }
  });
});

describe("nothing is left running or open", () => {
  const content = "1 ".repeat(200_000);

  test("at the end, and after an error", async () => {
    for (const text of [content, `${content} x`]) {
      const { startWorker, workers } = watched();
      await outcomeOf(
        numbersInThreads(await newFile(folder, text), { threads: 3, sliceBytes: 5000, startWorker }),
        false,
      );
      expect(workers.map(({ hasEnded }) => hasEnded)).toEqual([true, true]);
    }
  });

  test("when the reader leaves early", async () => {
    const { startWorker, workers } = watched();
    const api = numbersInThreads(await newFile(folder, content), {
      threads: 3,
      sliceBytes: 5000,
      startWorker,
    });
    for await (const _ of api.partials!({ signal: new AbortController().signal, skipInvalid: false })) break;
    expect(workers.map(({ hasEnded }) => hasEnded)).toEqual([true, true]);
  });

  test("when the signal aborts, even where nobody asks for more", async () => {
    const { startWorker, workers } = watched();
    const controller = new AbortController();
    const api = numbersInThreads(await newFile(folder, content), {
      threads: 3,
      sliceBytes: 5000,
      startWorker,
    });
    const batches = api.partials!({ signal: controller.signal, skipInvalid: false })[Symbol.asyncIterator]();
    await batches.next();
    controller.abort(new Error("enough"));
    await Promise.all(workers.map(({ end }) => end));
    await expect(batches.next()).rejects.toThrow("enough");
  });

  test("an abort in the middle of a total", async () => {
    const { startWorker, workers } = watched();
    const controller = new AbortController();
    const api = numbersInThreads(await newFile(folder, content), {
      threads: 3,
      sliceBytes: 5000,
      startWorker,
    });
    const onProgress = () => controller.abort(new Error("enough"));
    await expect(totalOf(api, { signal: controller.signal, onProgress })).rejects.toThrow("enough");
    await Promise.all(workers.map(({ end }) => end));
  });

  test("the file", async () => {
    const path = await newFile(folder, content);
    const handle = await open(path);
    const stats = await handle.stat({ bigint: true });
    const work = { threads: 2, sliceBytes: 5000, skipInvalid: false, signal: new AbortController().signal };
    for await (const _ of partialsOfFile({ handle, stats, format: "text", name: path }, work)) break;
    expect(handle.fd).toBe(-1);
  });
});

/** Reads the first partials of a file, does something to it, and reads on. */
async function faultAfter(change: (path: string) => Promise<unknown>): Promise<unknown> {
  const path = await newFile(folder, "1 ".repeat(50_000));
  await utimes(path, 1, 1);
  const api = numbersInThreads(path, { threads: 1, sliceBytes: 1000 });
  const signal = new AbortController().signal;
  let isFirst = true;
  for await (const _ of api.partials!({ signal, skipInvalid: false })) {
    if (isFirst) await change(path);
    isFirst = false;
  }
  throw new Error("expected a fault");
}

describe("a file that cannot be read, or changes meanwhile", () => {
  test("one that is cut is SOURCE_CHANGED", async () => {
    await expect(faultAfter((path) => truncate(path, 30_000))).rejects.toMatchObject({
      code: "SOURCE_CHANGED",
      got: "30000 bytes after 100000",
    });
  });

  test("so is one that grows", async () => {
    await expect(faultAfter((path) => appendFile(path, "2"))).rejects.toMatchObject({
      code: "SOURCE_CHANGED",
      got: "more bytes than it had",
    });
  });

  test("and one that gets other bytes", async () => {
    await expect(faultAfter((path) => writeFile(path, "2 ".repeat(50_000)))).rejects.toMatchObject({
      code: "SOURCE_CHANGED",
      got: "other bytes",
    });
  });

  test("a fault before the place where it was cut goes before", async () => {
    const path = await newFile(folder, `1 2 x ${"1 ".repeat(50_000)}`);
    const handle = await open(path);
    const stats = await handle.stat({ bigint: true });
    await truncate(path, 50);
    const work = { threads: 2, sliceBytes: 1000, skipInvalid: false, signal: new AbortController().signal };
    const partials = partialsOfFile({ handle, stats, format: "text", name: path }, work);
    await expect(partials.next()).rejects.toMatchObject({ code: "BAD_NUMBER", place: { offset: 4 } });
  });

  test("a read that fails is SOURCE_UNAVAILABLE", async () => {
    const path = await newFile(folder, "1 ".repeat(5000));
    const handle = await open(path, "a");
    const stats = await handle.stat({ bigint: true });
    const work = { threads: 2, sliceBytes: 1000, skipInvalid: false, signal: new AbortController().signal };
    const partials = partialsOfFile({ handle, stats, format: "text", name: path }, work);
    await expect(partials.next()).rejects.toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      message: `${path}: expected a readable file, got EBADF`,
      cause: { code: "EBADF" },
    });
  });
});
