import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { TotalError } from "../contract/errors.js";
import { collectedBytes } from "../testing/collected.js";
import { totalOf } from "../total/total-of.js";
import { fileNumbers, type FileNumbersOptions } from "./file.js";
import { smallFileBatch, smallFileBytes } from "./small-file.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const folder = temporaryFolder();

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "text.txt": "1 2.5\n3",
  "bad.txt": "1\n2x\n",
  "mark.txt": "\ufeff1",
  "no-extension": "[1,2]",
  "sales.csv": "id,amount\n1,2.5\n2,\n",
  "bare.csv": "1,2\n3,4\n",
  "list.json": "[1,2",
  "lines.jsonl": '{"a":1}\n',
  "doubles.f64": new Uint8Array(new Float64Array([0.1, -0]).buffer),
  "like-gzip.f64": Uint8Array.of(0x1f, 0x8b, 0, 0, 0, 0, 0, 0),
  "inside.gz": gzipSync("1 2"),
  "gzip-inside": gzipSync("1 2"),
  "arrow.parquet": Uint8Array.of(0x50, 0x41, 0x52, 0x31),
  "empty.txt": "",
  "empty.csv": "",
  "at-most.txt": "12345678 ".repeat(7282).slice(0, 65_536),
  "longer.txt": "12345678 ".repeat(7282).slice(0, 65_537),
};

beforeAll(() => {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, "a-folder"));
});

/** All that a reader learns of a file. */
async function outcomeOf(name: string, options: FileNumbersOptions): Promise<unknown> {
  let stored = 0;
  const onStored = (bytes: number) => (stored += bytes);
  let progress: unknown;
  const api = fileNumbers(join(folder, name), { ...options, onStored });
  const total = await totalOf(api, { onProgress: (now) => (progress = now) }).catch(
    (error: unknown) => error,
  );
  return total instanceof TotalError
    ? { message: total.message, code: total.code }
    : { total: String(total), progress, stored };
}

describe("a small file that is read at once", () => {
  test.each([...Object.keys(FILES), "a-folder", "nowhere.txt"])("%s is the same", async (name) => {
    for (const options of [{}, { column: 2 }, { format: "text" }, { field: "a" }] as const) {
      const blocking = await outcomeOf(name, { ...options, blocking: true });
      expect(blocking).toEqual(await outcomeOf(name, options));
    }
  });

  test("is one batch, with all that was said of it", async () => {
    const api = fileNumbers(join(folder, "sales.csv"), { blocking: true, column: "amount", name: "it" });
    const { batches, format, name, column } = await collectedBytes(api);
    expect({ batches, format, name, column }).toEqual({
      batches: 1,
      format: "csv",
      name: "it",
      column: "amount",
    });
  });

  test("again with each call, as it is then", async () => {
    const path = join(folder, "twice.txt");
    writeFileSync(path, "1");
    const api = fileNumbers(path, { blocking: true });
    expect(String(await totalOf(api))).toBe("1");
    appendFileSync(path, " 2");
    expect(String(await totalOf(api))).toBe("3");
  });

  test("asks for no signal, which is made where it is asked for", async () => {
    const asked = {
      get signal(): AbortSignal {
        throw new Error("asked for");
      },
    };
    const batches = fileNumbers(join(folder, "text.txt"), { blocking: true }).numbers(asked);
    expect((await batches[Symbol.asyncIterator]().next()).value).toMatchObject({ format: "text" });
    const others = fileNumbers(join(folder, "text.txt")).numbers(asked);
    await expect(others[Symbol.asyncIterator]().next()).rejects.toThrow("asked for");
  });

  test("must be asked for by a boolean", () => {
    expect(() => fileNumbers("a", { blocking: 1 as never })).toThrow(
      "blocking: expected a boolean, got a number",
    );
  });
});

const read = (name: string, options = {}) => smallFileBatch(join(folder, name), name, options);

describe("a small file as one batch", () => {
  test.each([
    ["text.txt", {}, "text"],
    ["no-extension", {}, "json"],
    ["no-extension", { format: "text" }, "text"],
    ["no-extension", { column: 1 }, "csv"],
    ["sales.csv", { column: "amount" }, "csv"],
    ["doubles.f64", {}, "f64"],
  ] as const)("%s with %j is %s", (name, options, format) => {
    const batch = read(name, options)!;
    expect(Buffer.from(batch.bytes)).toEqual(Buffer.from(FILES[name]!));
    expect(batch).toMatchObject({ name, ...options, format });
  });

  test.each(["inside.gz", "gzip-inside", "arrow.parquet", "empty.txt", "longer.txt", "nowhere.txt"])(
    "%s is none",
    (name) => {
      expect(read(name)).toBeUndefined();
    },
  );

  test("JSON that only its first bytes have told may be a sequence of documents", () => {
    expect(read("no-extension")?.isSequence).toBe(true);
    expect(read("list.json")?.isSequence).toBeUndefined();
  });
});

describe("what is not read at once", () => {
  test.each(["empty.txt", "longer.txt", "a-folder", "nowhere.txt"])("%s", (name) => {
    expect(smallFileBytes(join(folder, name))).toBeUndefined();
  });

  test.skipIf(process.platform === "win32")("a FIFO, which nobody may write to", () => {
    const path = join(folder, "fifo");
    execFileSync("mkfifo", [path]);
    expect(smallFileBytes(path)).toBeUndefined();
  });

  test("but a small regular one is", () => {
    expect(smallFileBytes(fileURLToPath(import.meta.url))?.length).toBeGreaterThan(1000);
  });
});
