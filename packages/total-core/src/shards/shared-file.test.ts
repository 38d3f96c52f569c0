import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import type { FileAccess } from "../node/file-access.js";
import { sharedFile } from "./shared-file.js";

const folder = mkdtempSync(join(tmpdir(), "dlg-shared-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { signal } = new AbortController();
const opened = async (path: string) => (await sharedFile(path, { name: path, signal }))!;

function newFile(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function textOf(access: FileAccess): Promise<string> {
  const bytes = Buffer.alloc(access.size);
  await access.read(bytes, 0);
  return bytes.toString();
}

test("whoever closes a shared file leaves it open for the others", async () => {
  const path = newFile("shared", "1\n");
  const [first, second] = await Promise.all([opened(path), opened(path)]);
  await first.close();
  expect(await textOf(second)).toBe("1\n");
  await second.checkUnchanged();
  await second.close();
  await expect(textOf(second)).rejects.toThrow("EBADF");
});

test("a file that all have closed is opened again in the same turn", async () => {
  const path = newFile("again", "1\n");
  await (await opened(path)).close();
  const access = await opened(path);
  expect(await textOf(access)).toBe("1\n");
  await access.close();
});

test("in a later turn a path leads to the file that is there by then", async () => {
  const path = newFile("replaced", "1\n");
  const before = await opened(path);
  await turn();
  renameSync(newFile("other", "22\n"), path);
  const after = await opened(path);
  expect([await textOf(before), await textOf(after)]).toEqual(["1\n", "22\n"]);
  await Promise.all([before.close(), after.close()]);
});

test("another signal opens another one", async () => {
  const path = newFile("signal", "1\n");
  const stop = new AbortController();
  const [stopped, going] = await Promise.all([
    sharedFile(path, { name: path, signal: stop.signal }),
    opened(path),
  ]);
  stop.abort();
  await expect(textOf(stopped!)).rejects.toThrow("aborted");
  expect(await textOf(going)).toBe("1\n");
  await going.close();
});
