import { appendFileSync, closeSync, openSync, truncateSync, writeFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { standardInput } from "./standard-input.js";
import { temporaryFolder, writtenFile } from "./testing/temporary-files.js";

const folder = temporaryFolder();

function nodesStream(): never {
  throw new Error("Node's own stream was asked for");
}

describe("standard input", () => {
  test("a file is one, and is read from where it stands", async () => {
    const descriptor = openSync(writtenFile(folder, "numbers.txt", "1 2 3\n"), "r");
    const stdin = standardInput(descriptor, nodesStream);
    expect(stdin.kind()).toBe("file");
    expect(stdin.size()).toBe(6);
    expect(stdin.takeByte()).toBe(true);
    expect(await text(stdin.bytes())).toBe(" 2 3\n");
    closeSync(descriptor);
  });

  test("an empty file has no byte to take", () => {
    const descriptor = openSync(writtenFile(folder, "empty.txt", ""), "r");
    expect(standardInput(descriptor, nodesStream).takeByte()).toBe(false);
    closeSync(descriptor);
  });

  test.each<readonly [string, (path: string) => void]>([
    ["grows", (path) => appendFileSync(path, "2")],
    ["is cut", (path) => truncateSync(path, 600_000)],
    ["gets other bytes", (path) => writeFileSync(path, "2 ".repeat(400_000))],
  ])("a file that %s while it is read is an error, as one that is named is", async (_how, change) => {
    const path = writtenFile(folder, "changes.txt", "1 ".repeat(400_000));
    const descriptor = openSync(path, "r");
    const reading = (async () => {
      for await (const _ of standardInput(descriptor, nodesStream).bytes()) change(path);
    })();
    await expect(reading).rejects.toMatchObject({ code: "SOURCE_CHANGED", place: { source: "-" } });
    closeSync(descriptor);
  });

  test("a directory fails when it is read, instead of being empty", async () => {
    const descriptor = openSync(folder, "r");
    const stdin = standardInput(descriptor, nodesStream);
    expect(stdin.kind()).toBe("other");
    await expect(text(stdin.bytes())).rejects.toThrow("-: expected a readable file, got a directory");
    closeSync(descriptor);
  });

  test("a device is read through Node's own stream", () => {
    const descriptor = openSync("/dev/null", "r");
    const stream = new PassThrough();
    const stdin = standardInput(descriptor, () => stream);
    expect(stdin.kind()).toBe("device");
    expect(stdin.size()).toBeUndefined();
    expect(stdin.bytes()).toBe(stream);
    closeSync(descriptor);
  });

  test("a descriptor that is not open is nothing, and has no byte", () => {
    const stdin = standardInput(999_999, nodesStream);
    expect(stdin.kind()).toBe("other");
    expect(stdin.takeByte()).toBe(false);
  });
});
