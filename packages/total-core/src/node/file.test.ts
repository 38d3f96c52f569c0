import { execFile } from "node:child_process";
import { appendFile, chmod, mkdir, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { EncodedBatch } from "../contract/numbers-api.js";
import { originalOf, lendBuffers } from "../contract/read-buffers.js";
import { collectedBytes, faultOf } from "../testing/collected.js";
import { totalOf } from "../total/total-of.js";
import { fileNumbers } from "./file.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const folder = temporaryFolder();

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Reads a file of two pieces, and does something between them. */
async function faultAfter(name: string, change: (path: string) => Promise<unknown>) {
  const path = await file(name, "1 ".repeat(300_000));
  // So that a change shows whatever the clock's steps are.
  await utimes(path, 1, 1);
  const batches = fileNumbers(path).numbers(new AbortController())[Symbol.asyncIterator]();
  await batches.next();
  await change(path);
  return faultOf({ numbers: () => ({ [Symbol.asyncIterator]: () => batches }) });
}

async function fifo(name: string): Promise<string> {
  const path = join(folder, name);
  await promisify(execFile)("mkfifo", [path]);
  return path;
}

const isPosix = process.platform !== "win32";
const isRoot = process.getuid?.() === 0;

describe("a file is read", () => {
  test("with its path as the name, and the format of its extension", async () => {
    const path = await file("a.ndjson", "1\n2\n");
    const { text, format, name, field } = await collectedBytes(fileNumbers(path, { field: "x" }));
    expect({ text, format, name, field }).toEqual({
      text: "1\n2\n",
      format: "ndjson",
      name: path,
      field: "x",
    });
  });

  test("with the format of its first bytes, where the name does not tell", async () => {
    expect((await collectedBytes(fileNumbers(await file("b", "[1]")))).format).toBe("json");
    expect((await collectedBytes(fileNumbers(await file("c.log", "1 2")))).format).toBe("text");
  });

  test("with the format and the name that are said", async () => {
    const api = fileNumbers(await file("d.json", "1"), { format: "text", name: "it" });
    expect(await collectedBytes(api)).toMatchObject({ format: "text", name: "it" });
  });

  test("by a file: URL, and by bytes", async () => {
    const path = await file("e f.txt", "1");
    expect(await collectedBytes(fileNumbers(pathToFileURL(path)))).toMatchObject({ text: "1", name: path });
    expect(await collectedBytes(fileNumbers(Buffer.from(path)))).toMatchObject({ text: "1", name: path });
  });

  test("again with each call", async () => {
    const api = fileNumbers(await file("g.txt", "1"));
    expect((await collectedBytes(api)).text).toBe("1");
    expect((await collectedBytes(api)).text).toBe("1");
  });

  test("an empty one is one empty batch", async () => {
    const api = fileNumbers(await file("h.json", ""));
    expect(await collectedBytes(api)).toMatchObject({ text: "", format: "json", batches: 1 });
    expect(await collectedBytes(fileNumbers(await file("h", "")))).toMatchObject({
      text: "",
      format: "text",
    });
  });

  test("a long one in pieces of two buffers: one is read while the other is used", async () => {
    const content = Buffer.from(Array.from({ length: 700_000 }, (_, i) => i).join(" "));
    const path = await file("long.txt", content);
    expect(Buffer.compare((await collectedBytes(fileNumbers(path))).bytes, content)).toBe(0);
    const buffers = new Set<ArrayBufferLike>();
    for await (const batch of fileNumbers(path).numbers(new AbortController())) {
      buffers.add((batch as EncodedBatch).bytes.buffer);
    }
    expect(buffers.size).toBe(2);
  });
});

function lentBuffers(signal: AbortSignal) {
  const taken = new Set<Uint8Array>();
  const take = (length: number) => {
    const buffer = new Uint8Array(length);
    taken.add(buffer);
    return buffer;
  };
  lendBuffers(signal, { take, giveBack: (buffer) => void taken.delete(buffer) });
  return { taken };
}

/** The file operations that Node still has under way. */
const readsUnderWay = (): string[] =>
  process.getActiveResourcesInfo().filter((resource) => resource.startsWith("FSReq"));

describe("buffers that are lent to it", () => {
  test("are what it reads into, and come back at the end", async () => {
    const path = await file("buffers.txt", "1 ".repeat(2_400_000));
    const { signal } = new AbortController();
    const buffers = lentBuffers(signal);
    for await (const batch of fileNumbers(path).numbers({ signal })) {
      const { buffer } = originalOf(batch as EncodedBatch).bytes;
      expect([...buffers.taken].map((taken) => taken.buffer)).toContain(buffer);
    }
    await expect.poll(() => buffers.taken.size).toBe(0);
  });

  test.each<readonly [string, (controller: AbortController) => void]>([
    ["the reader leaves", () => {}],
    ["the signal aborts", (controller) => controller.abort()],
  ])("come back where %s, when the read that is on its way has ended", async (_how, leave) => {
    const path = await file("buffers.txt", "1 ".repeat(2_400_000));
    const controller = new AbortController();
    const buffers = lentBuffers(controller.signal);
    const batches = fileNumbers(path).numbers({ signal: controller.signal });
    for await (const _batch of batches) {
      leave(controller);
      break;
    }
    const both = [...buffers.taken];
    await expect.poll(() => buffers.taken.size).toBe(0);
    for (const buffer of both) buffer.fill(0);
    await expect.poll(readsUnderWay).toEqual([]);
    for (const buffer of both) expect(buffer.every((byte) => byte === 0)).toBe(true);
  });

  test("are enough for as many files at once as one likes", async () => {
    const counts = Array.from({ length: 12 }, (_, i) => 400_000 + i);
    const paths = await Promise.all(
      counts.map((count, i) => file(`many-${i}.txt`, `${i + 1}.5\n`.repeat(count))),
    );
    const totals = await Promise.all(paths.map((path) => totalOf(fileNumbers(path))));
    expect(totals.map((total) => total.toNumber())).toEqual(counts.map((count, i) => count * (i + 1.5)));
  });
});

describe("what cannot be read is SOURCE_UNAVAILABLE", () => {
  test("no such file", async () => {
    const path = join(folder, "none.txt");
    const fault = await faultOf(fileNumbers(path));
    expect(fault).toMatchObject({ code: "SOURCE_UNAVAILABLE", place: { source: path } });
    expect(fault.message).toBe(`${path}: expected a readable file, got no such file`);
    expect(fault.cause).toMatchObject({ code: "ENOENT" });
  });

  test("a file in a file", async () => {
    const path = join(await file("i.txt", "1"), "x");
    expect(await faultOf(fileNumbers(path))).toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      got: "no such file",
    });
  });

  test("a directory", async () => {
    const path = join(folder, "directory.txt");
    await mkdir(path);
    expect(await faultOf(fileNumbers(path))).toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      got: "a directory",
    });
  });

  test.skipIf(!isPosix || isRoot)("permission denied", async () => {
    const path = await file("j.txt", "1");
    await chmod(path, 0);
    expect(await faultOf(fileNumbers(path))).toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      got: "permission denied",
    });
  });

  test.skipIf(process.platform !== "linux")("a read that fails", async () => {
    const fault = await faultOf(fileNumbers("/proc/self/mem"));
    expect(fault).toMatchObject({ code: "SOURCE_UNAVAILABLE", got: "an input/output error" });
  });

  test("a name that is too long", async () => {
    const { code } = await faultOf(fileNumbers(join(folder, "x".repeat(5000))));
    expect(code).toBe("SOURCE_UNAVAILABLE");
  });
});

describe("misuse is a TypeError", () => {
  test.each([undefined, null, 5, {}, "a\0b", new URL("http://x.test/a.txt")])("%s is no path", (path) => {
    expect(() => fileNumbers(path as string)).toThrow(TypeError);
  });

  test("so is a format that is none", () => {
    expect(() => fileNumbers("x", { format: "xml" as "text" })).toThrow(TypeError);
  });
});

describe("a file that changes while it is read is SOURCE_CHANGED", () => {
  test("one that grows", async () => {
    const fault = await faultAfter("grows.txt", (path) => appendFile(path, "2"));
    expect(fault).toMatchObject({ code: "SOURCE_CHANGED", got: "more bytes than it had" });
  });

  test("one that grows for as long as it is read", async () => {
    const path = await file("log.txt", "1 ".repeat(300_000));
    let pieces = 0;
    const growing = (async () => {
      for await (const _ of fileNumbers(path).numbers(new AbortController())) {
        pieces += 1;
        await appendFile(path, "2 ".repeat(300_000));
      }
    })();
    await expect(growing).rejects.toMatchObject({ code: "SOURCE_CHANGED" });
    expect(pieces).toBeLessThan(3);
  });

  test("one that is cut", async () => {
    expect((await faultAfter("cut.txt", (path) => truncate(path, 300_000))).code).toBe("SOURCE_CHANGED");
  });

  test("one that gets other bytes", async () => {
    const fault = await faultAfter("other.txt", (path) => writeFile(path, "2 ".repeat(300_000)));
    expect(fault).toMatchObject({ code: "SOURCE_CHANGED", got: "other bytes" });
  });
});

describe("nothing is left open", () => {
  test.skipIf(process.platform !== "linux")(
    "at the end, when the reader leaves early, when the signal aborts",
    async () => {
      const path = await file("open.txt", "1 ".repeat(600_000));
      await collectedBytes(fileNumbers(path));
      for await (const _ of fileNumbers(path).numbers(new AbortController())) break;
      const controller = new AbortController();
      const batches = fileNumbers(path).numbers(controller)[Symbol.asyncIterator]();
      await batches.next();
      controller.abort(new Error("enough"));
      // A read that is on its way ends first.
      await expect
        .poll(async () => (await promisify(execFile)("ls", ["-l", `/proc/${process.pid}/fd`])).stdout)
        .not.toContain(path);
      await expect(batches.next()).rejects.toThrow("enough");
    },
  );

  test("an aborted signal opens nothing", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(collectedBytes(fileNumbers(join(folder, "none")), signal)).rejects.toThrow("enough");
  });
});

describe.skipIf(!isPosix)("what is no regular file", () => {
  test("/dev/null is empty", async () => {
    expect(await collectedBytes(fileNumbers("/dev/null"))).toMatchObject({ text: "", format: "text" });
  });

  test("/dev/zero ends when the reader leaves", async () => {
    for await (const batch of fileNumbers("/dev/zero", { format: "f64" }).numbers(new AbortController())) {
      expect((batch as EncodedBatch).bytes.length).toBeGreaterThan(0);
      break;
    }
  });

  test("a FIFO is read to its end, whenever its writer comes", async () => {
    const path = await fifo("pipe");
    const collected = collectedBytes(fileNumbers(path));
    await writeFile(path, "[1,2]");
    expect(await collected).toMatchObject({ text: "[1,2]", format: "json" });
  });

  test("an abort ends the wait for a FIFO's writer", async () => {
    const path = await fifo("silent");
    const controller = new AbortController();
    void setTimeout(20).then(() => controller.abort(new Error("enough")));
    await expect(collectedBytes(fileNumbers(path), controller.signal)).rejects.toThrow("enough");
  });

  test("a socket is no file", async () => {
    const path = join(folder, "socket");
    const { createServer } = await import("node:net");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(await faultOf(fileNumbers(path))).toMatchObject({ code: "SOURCE_UNAVAILABLE" });
    await new Promise((resolve) => server.close(resolve));
  });
});
