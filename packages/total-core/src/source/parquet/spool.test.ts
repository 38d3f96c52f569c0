import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { cut } from "../../testing/pieces.js";
import { spooled } from "./spool.js";
import { temporaryFolder } from "../../testing/temporary-folder.js";

const folder = temporaryFolder();
afterEach(() => vi.unstubAllEnvs());

const BYTES = new Uint8Array(3_000_000).map((_, i) => i * 7919);

async function* failing(): AsyncGenerator<Uint8Array> {
  yield BYTES;
  throw new Error("cable cut");
}

describe.each([
  ["in memory", { name: "-" }],
  ["in a temporary file", { name: "-", memoryBytes: 1000 }],
])("bytes of a stream %s", (_, options) => {
  test("are read from any place, as far as there are some", async () => {
    const access = await spooled(cut(BYTES, 70_001), options);
    expect(access.size).toBe(BYTES.length);
    for (const [position, length] of [
      [0, 10],
      [1_048_570, 20],
      [999_999, 2_000_001],
      [2_999_999, 5],
      [3_000_000, 5],
    ] as const) {
      const buffer = new Uint8Array(length);
      const filled = await access.read(buffer, position);
      expect(Buffer.compare(buffer.subarray(0, filled), BYTES.subarray(position, position + length))).toBe(0);
    }
    await access.checkUnchanged();
    await access.close();
  });

  test("leave no file behind, whether they are read, or fail", async () => {
    vi.stubEnv("TMPDIR", folder);
    const access = await spooled(cut(BYTES, 70_001), options);
    await access.close();
    await expect(spooled(failing(), options)).rejects.toThrow("cable cut");
    expect(await readdir(folder)).toEqual([]);
  });
});

test("no bytes at all", async () => {
  const access = await spooled(cut(new Uint8Array(0), 1), { name: "-" });
  expect(access.size).toBe(0);
  expect(await access.read(new Uint8Array(1), 0)).toBe(0);
});

test.skipIf(process.platform === "win32")(
  "where no file can be written, it is SOURCE_UNAVAILABLE",
  async () => {
    vi.stubEnv("TMPDIR", join(folder, "missing"));
    await expect(spooled(cut(BYTES, 70_001), { name: "-", memoryBytes: 1000 })).rejects.toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      message: "-: expected room for a temporary file, which Parquet from a stream needs, got ENOENT",
    });
  },
);
