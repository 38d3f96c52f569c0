import { execFile } from "node:child_process";
import {
  appendFileSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import type { EncodedBatch } from "../contract/numbers-api.js";
import { originalOf, lendBuffers, type ReadBuffers } from "../contract/read-buffers.js";
import { collectedBytes, faultOf } from "../testing/collected.js";
import { totalOf } from "../total/total-of.js";
import { descriptorNumbers } from "./descriptor.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const folder = temporaryFolder();

const open: number[] = [];
afterEach(() => {
  for (const descriptor of open.splice(0)) closeSync(descriptor);
});

function opened(path: string, flags: string | number): number {
  const descriptor = openSync(path, flags);
  open.push(descriptor);
  return descriptor;
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A FIFO that is open at both ends, of which neither waits for the other. */
async function pipe(name: string): Promise<{ readonly input: number; readonly output: number }> {
  const path = join(folder, name);
  await promisify(execFile)("mkfifo", [path]);
  const input = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return { input, output: openSync(path, constants.O_WRONLY | constants.O_NONBLOCK) };
}

function isOpen(descriptor: number): boolean {
  try {
    fstatSync(descriptor);
    return true;
  } catch {
    return false;
  }
}

describe("a file that is open", () => {
  test("is read from where it stands, and stays open", async () => {
    const descriptor = opened(file("a.txt", "[1, 2]"), "r");
    readSync(descriptor, new Uint8Array(1));
    const api = descriptorNumbers(descriptor, { name: "-", format: "text" });
    expect(await collectedBytes(api)).toMatchObject({ text: "1, 2]", name: "-", format: "text" });
    expect(isOpen(descriptor)).toBe(true);
  });

  test.each<readonly [string, (path: string) => void]>([
    ["grows", (path) => appendFileSync(path, "2")],
    ["is cut", (path) => truncateSync(path, 600_000)],
    ["gets other bytes", (path) => writeFileSync(path, "2 ".repeat(800_000))],
  ])("and %s while it is read is SOURCE_CHANGED", async (_how, change) => {
    const path = file("changes.txt", "1 ".repeat(800_000));
    const api = descriptorNumbers(opened(path, "r"), { name: "-" });
    const reading = (async () => {
      for await (const _batch of api.numbers(new AbortController())) change(path);
    })();
    await expect(reading).rejects.toMatchObject({ code: "SOURCE_CHANGED", place: { source: "-" } });
  });

  test("has another name than its number only where one is given", async () => {
    const descriptor = opened(folder, "r");
    const fault = await faultOf(descriptorNumbers(descriptor));
    expect(fault?.message).toBe(`/dev/fd/${descriptor}: expected a readable file, got a directory`);
  });

  test("can be read once", async () => {
    const api = descriptorNumbers(opened(file("once.txt", "1"), "r"));
    await totalOf(api);
    await expect(totalOf(api)).rejects.toThrow("descriptor: expected one that was not read before");
  });
});

test("what is not open is SOURCE_UNAVAILABLE, and what is no descriptor misuse", async () => {
  expect(await faultOf(descriptorNumbers(999_999, { name: "-" }))).toMatchObject({
    code: "SOURCE_UNAVAILABLE",
  });
  expect(() => descriptorNumbers(-1)).toThrow(RangeError);
  expect(() => descriptorNumbers("0" as unknown as number)).toThrow(TypeError);
  expect(() => descriptorNumbers(0, { format: "xml" as "text" })).toThrow("format");
});

describe.skipIf(process.platform === "win32")("a pipe that is open", () => {
  test("is read to its end, however its bytes come, and closed", async () => {
    const { input, output } = await pipe("bytes");
    const total = totalOf(descriptorNumbers(input));
    for (let i = 0; i < 50; i++) {
      writeSync(output, `${i}5 ${i % 10 === 0 ? "" : "1"}`);
      if (i % 7 === 0) await setTimeout(1);
    }
    closeSync(output);
    const parts = Array.from({ length: 50 }, (_, i) => `${i}5 ${i % 10 === 0 ? "" : "1"}`).join("");
    const expected = parts.split(" ").reduce((sum, part) => sum + BigInt(part), 0n);
    expect((await total).toBigInt()).toBe(expected);
    expect(isOpen(input)).toBe(false);
  });

  test("is not read on while nobody asks, and nothing of it is lost", async () => {
    const { input, output } = await pipe("slow");
    const batches = descriptorNumbers(input, { format: "text" }).numbers(new AbortController());
    const line = `${"7".repeat(99)} `;
    let written = 0;
    let read = "";
    const write = async () => {
      for (let left = 20_000; left > 0; left--) {
        for (;;) {
          try {
            writeSync(output, line);
            written++;
            break;
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
            await setTimeout(1);
          }
        }
      }
      closeSync(output);
    };
    const writing = write();
    for await (const batch of batches) {
      const text = Buffer.from((batch as EncodedBatch).bytes).toString();
      await setTimeout(1);
      expect(Buffer.from((batch as EncodedBatch).bytes).toString()).toBe(text);
      read += text;
    }
    await writing;
    expect(read).toBe(line.repeat(written));
  });

  test("is read into buffers that are lent to it, which come back", async () => {
    const { input, output } = await pipe("buffers");
    const taken = new Set<Uint8Array>();
    const buffers: ReadBuffers = {
      take(length) {
        const buffer = new Uint8Array(length);
        taken.add(buffer);
        return buffer;
      },
      giveBack: (buffer) => void taken.delete(buffer),
    };
    writeSync(output, "1 2 3");
    closeSync(output);
    const { signal } = new AbortController();
    let pieces = 0;
    lendBuffers(signal, buffers);
    for await (const batch of descriptorNumbers(input, { format: "text" }).numbers({ signal })) {
      const { buffer, length } = originalOf(batch as EncodedBatch).bytes;
      if (length === 0) continue;
      pieces++;
      expect([...taken].map((one) => one.buffer)).toContain(buffer);
    }
    expect([pieces, taken.size]).toEqual([1, 0]);
  });

  test("that is silent is left when the signal aborts", async () => {
    const { input, output } = await pipe("silent");
    const controller = new AbortController();
    void setTimeout(20).then(() => controller.abort(new Error("enough")));
    await expect(totalOf(descriptorNumbers(input), { signal: controller.signal })).rejects.toThrow("enough");
    await expect.poll(() => isOpen(input)).toBe(false);
    closeSync(output);
  });
});
