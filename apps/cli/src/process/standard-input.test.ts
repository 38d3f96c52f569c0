import { closeSync, openSync } from "node:fs";
import { totalOf } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import { standardInput } from "./standard-input.js";
import { temporaryFolder, writtenFile } from "../testing/temporary-files.js";

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
    expect((await totalOf(stdin.numbers({ name: "-" }))).toString()).toBe("5");
    closeSync(descriptor);
  });

  test("an empty file has no byte to take", () => {
    const descriptor = openSync(writtenFile(folder, "empty.txt", ""), "r");
    expect(standardInput(descriptor, nodesStream).takeByte()).toBe(false);
    closeSync(descriptor);
  });

  test("a directory fails when it is read, instead of being empty", async () => {
    const descriptor = openSync(folder, "r");
    const stdin = standardInput(descriptor, nodesStream);
    expect(stdin.kind()).toBe("other");
    await expect(totalOf(stdin.numbers({ name: "-" }))).rejects.toThrow(
      "-: expected a readable file, got a directory",
    );
    closeSync(descriptor);
  });

  test("a device is one, whose size nobody knows", async () => {
    const descriptor = openSync("/dev/null", "r");
    const stdin = standardInput(descriptor, nodesStream);
    expect(stdin.kind()).toBe("device");
    expect(stdin.size()).toBeUndefined();
    expect((await totalOf(stdin.numbers({ name: "-" }))).toString()).toBe("0");
    closeSync(descriptor);
  });

  test("a descriptor that is not open is nothing, and has no byte", () => {
    const stdin = standardInput(999_999, nodesStream);
    expect(stdin.kind()).toBe("other");
    expect(stdin.takeByte()).toBe(false);
  });
});
