/** How the work of several threads ends, whatever happens to it. */
import { appendFile, mkdtemp, open, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { totalOf } from "../../total-of.js";
import { partialsOfFile } from "./partials.js";
import { newFile, numbersInThreads, outcomeOf } from "./threads.cases.js";
import { eagerWorker, watched } from "./workers.cases.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dlg-threads-end-"));
});
afterAll(() => rm(folder, { recursive: true }));

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

  test.each([1, 2])("a read that fails is SOURCE_UNAVAILABLE, with %i threads", async (threads) => {
    const path = await newFile(folder, "1 ".repeat(5000));
    const handle = await open(path, "a");
    const stats = await handle.stat({ bigint: true });
    // A worker is the one that reads first, if there is any.
    const signal = new AbortController().signal;
    const work = { threads, sliceBytes: 1000, skipInvalid: false, signal, startWorker: eagerWorker };
    const partials = partialsOfFile({ handle, stats, format: "text", name: path }, work);
    await expect(partials.next()).rejects.toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      message: `${path}: expected a readable file, got EBADF`,
      cause: { code: "EBADF" },
    });
  });

  test("a file that has less than it says is SOURCE_CHANGED", async () => {
    const path = await newFile(folder, "1 ".repeat(500));
    const handle = await open(path);
    const stats = await handle.stat({ bigint: true });
    stats.size += 1n;
    handle.stat = (() => Promise.resolve(stats)) as unknown as typeof handle.stat;
    const work = { threads: 1, sliceBytes: 600, skipInvalid: false, signal: new AbortController().signal };
    const partials = partialsOfFile({ handle, stats, format: "text", name: path }, work);
    await partials.next();
    await expect(partials.next()).rejects.toMatchObject({
      code: "SOURCE_CHANGED",
      got: "fewer bytes than it had",
    });
  });
});
