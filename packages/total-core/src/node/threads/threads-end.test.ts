/** How the work of several threads ends, whatever happens to it. */
import {
  appendFile,
  mkdtemp,
  open,
  rename,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
  type FileReadResult,
} from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { NumbersApi } from "../../contract/numbers-api.js";
import { Total } from "../../total/total.js";
import { totalOf } from "../../total/total-of.js";
import { partialsOfFile } from "./partials.js";
import { newFile, numbersInThreads, outcomeOf } from "./threads.cases.js";
import { eagerWorker, watched } from "./workers.cases.js";
import { temporaryFolder } from "../../testing/temporary-folder.js";

const folder = temporaryFolder();

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
    for await (const _ of api.numbers({ signal: new AbortController().signal, partials: true })) break;
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
    const batches = api.numbers({ signal: controller.signal, partials: true })[Symbol.asyncIterator]();
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
    for await (const _ of partialsOfFile({ path, handle, stats, format: "text", name: path }, work)) break;
    expect(handle.fd).toBe(-1);
  });
});

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Reads the first partials of a file, does something to it, and reads on. */
async function faultAfter(change: (path: string) => Promise<unknown>): Promise<unknown> {
  const path = await newFile(folder, "1 ".repeat(50_000));
  await utimes(path, 1, 1);
  const api = numbersInThreads(path, { threads: 1, sliceBytes: 1000 });
  const signal = new AbortController().signal;
  let isFirst = true;
  for await (const _ of api.numbers({ signal, partials: true })) {
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
    const partials = partialsOfFile({ path, handle, stats, format: "text", name: path }, work);
    await expect(partials.next()).rejects.toMatchObject({ code: "BAD_NUMBER", place: { offset: 4 } });
  });

  test("a read that fails is SOURCE_UNAVAILABLE", async () => {
    const path = await newFile(folder, "1 ".repeat(5000));
    const handle = await open(path, "a");
    const stats = await handle.stat({ bigint: true });
    const work = { threads: 1, sliceBytes: 1000, skipInvalid: false, signal: new AbortController().signal };
    const partials = partialsOfFile({ path, handle, stats, format: "text", name: path }, work);
    await expect(partials.next()).rejects.toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      message: `${path}: expected a readable file, got EBADF`,
      cause: { code: "EBADF" },
    });
  });

  test("so is one that fails in a worker", async () => {
    // A directory can be opened, but not read. This thread has a file instead.
    const path = await mkdtemp(join(folder, "directory-"));
    await newFile(path, "which gives it a size");
    const stats = await stat(path, { bigint: true });
    const handle = await open(await newFile(folder, "1 ".repeat(Number(stats.size))));
    const signal = new AbortController().signal;
    const work = { threads: 2, sliceBytes: 10, skipInvalid: false, signal, startWorker: eagerWorker };
    const numbers = partialsOfFile({ path, handle, stats, format: "text", name: path }, work);
    await expect(collected(numbers)).rejects.toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      message: `${path}: expected a readable file, got a directory`,
    });
  });

  test.each<[string, (path: string) => Promise<unknown>]>([
    ["is gone", (path) => rm(path)],
    ["has given way to another", async (path) => rename(await newFile(folder, "2 ".repeat(5000)), path)],
  ])("one that %s before a worker opens it is read where it is open", async (_what, change) => {
    const path = await newFile(folder, "1 ".repeat(5000));
    const handle = await open(path);
    const stats = await handle.stat({ bigint: true });
    await change(path);
    const { startWorker, workers } = watched();
    // This thread has taken one slice and leaves the others to the worker, for as long as there is one.
    const read = handle.read.bind(handle) as (...args: unknown[]) => Promise<FileReadResult<Uint8Array>>;
    handle.read = async (...args: unknown[]) => {
      await workers[0]!.end;
      return read(...args);
    };
    const work = { threads: 2, sliceBytes: 1000, skipInvalid: false, startWorker };
    const numbers: NumbersApi = {
      numbers: ({ signal }) =>
        partialsOfFile({ path, handle, stats, format: "text", name: path }, { ...work, signal }),
    };
    expect(await outcomeOf(numbers, false)).toMatchObject({
      total: Buffer.from(new Total().addAll(Array.from({ length: 5000 }, () => 1n)).toBytes()).toString(
        "hex",
      ),
    });
  });

  test("a file that has less than it says is SOURCE_CHANGED", async () => {
    const path = await newFile(folder, "1 ".repeat(500));
    const handle = await open(path);
    const stats = await handle.stat({ bigint: true });
    stats.size += 1n;
    handle.stat = (() => Promise.resolve(stats)) as unknown as typeof handle.stat;
    const work = { threads: 1, sliceBytes: 600, skipInvalid: false, signal: new AbortController().signal };
    const partials = partialsOfFile({ path, handle, stats, format: "text", name: path }, work);
    await partials.next();
    await expect(partials.next()).rejects.toMatchObject({
      code: "SOURCE_CHANGED",
      got: "fewer bytes than it had",
    });
  });
});
