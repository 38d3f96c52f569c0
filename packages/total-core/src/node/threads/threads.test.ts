import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import type { PartialBatch } from "../../contract/numbers-api.js";
import { totalOf } from "../../total/total-of.js";
import { Total } from "../../total/total.js";
import type { StartWorker } from "./worker-pool.js";
import { differences, newFile, numbersInThreads } from "./threads.cases.js";
import type { WorkerData } from "./worker.js";
import { impostor, thief, waitForTheft, watched } from "./workers.cases.js";
import { temporaryFolder } from "../../testing/temporary-folder.js";

const folder = temporaryFolder();

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

  test("nothing behind a fault is read, once it is known", async () => {
    const path = await newFile(folder, `1 x ${"1 ".repeat(5000)}`);
    // This one keeps the first slice until all are given out.
    const startWorker = thief(
      "while (Atomics.load(new Int32Array(require('node:worker_threads').workerData.queue), 0) < 5000);",
    );
    const api = numbersInThreads(path, { threads: 2, sliceBytes: 2, startWorker });
    let partials = 0;
    const reading = (async () => {
      const asked = { signal: new AbortController().signal, partials: true };
      for await (const _ of api.numbers(asked)) partials++;
    })();
    await expect(reading).rejects.toMatchObject({ code: "BAD_NUMBER", place: { offset: 2 } });
    expect(partials).toBe(0);
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
    const taken = { begin: 0, end: 20 };
    const outcome = { index: 0, taken, isGuess: false, lines: 0, lineStart: 0, result: partial };
    let worker: Worker | undefined;
    const startWorker: StartWorker = (data) =>
      (worker = thief(`
        const { parentPort } = require("node:worker_threads");
        parentPort.once("message", (outcome) => parentPort.postMessage(outcome));
      `)(data));
    const api = numbersInThreads(path, { threads: 2, sliceBytes: 20, startWorker });
    const totals: string[] = [];
    for await (const batch of api.numbers({ signal: new AbortController().signal, partials: true })) {
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
