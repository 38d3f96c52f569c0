import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFile } from "../node/threads/threads.cases.js";
import { mergedOutcome, partsOf, wholeOutcome } from "./shards.cases.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dlg-shards-"));
});
afterAll(() => rm(folder, { recursive: true }));

const SHARDS = [1, 2, 3, 7, 50];

const BOM = "\ufeff";

describe("parts merge to what one machine finds", () => {
  test.each([
    ["nothing at all", ""],
    ["numbers of all lengths", "1 22 333 4444 55555 -6.5 +.25 7. 8e3 9E-2"],
    ["CRLF, tabs, blank lines and spaces at both ends", " \r\n1\r\n\r\n\t2 \r\n3\t\r\n "],
    ["no line feed at the end", "1\n2\n33"],
    ["a byte-order mark", `${BOM}12 3\n4`],
    ["a bad token at the start", "x 1 2"],
    ["a bad token at the end", "1 2\n3 x"],
    ["a bad token on a line that began long ago", "1 2 3 4 5 6 7 8 9 10 11 12 x 13"],
    ["many bad tokens", "1\n2 a\nb 3\n\n c\n4 5 d"],
    ["a NUL byte", "1\n2\0\n3"],
    ["one long token", "1".repeat(100)],
  ])("text: %s", async (_what, content) => {
    const path = await newFile(folder, content);
    for (const skipInvalid of [false, true]) {
      const options = { format: "text", skipInvalid } as const;
      const whole = await wholeOutcome([path], options);
      for (const of of SHARDS) {
        expect([of, await mergedOutcome(await partsOf([path], of, options))]).toEqual([of, whole]);
      }
    }
  });
});
