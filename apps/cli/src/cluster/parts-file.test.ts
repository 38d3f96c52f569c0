import { readFileSync } from "node:fs";
import { PartsMerge } from "@dlg/total-core/node";
import { expect, test } from "vitest";
import { outcome } from "../testing/outcome.js";
import { temporaryFolder, writtenFile } from "../testing/temporary-files.js";
import { openPartsFile } from "./parts-file.js";

const folder = temporaryFolder();
const numbers = writtenFile(folder, "a.txt", "1 2\n3 4\n");
const { signal } = new AbortController();

async function parts(): Promise<string> {
  return (await outcome([numbers, "--shard", "0-1/2"])).stdout;
}

test("a line that lacks its end is dropped, at whatever byte it was cut", async () => {
  const whole = await parts();
  const first = whole.indexOf("\n") + 1;
  for (let cut = first; cut < whole.length; cut += 7) {
    const file = writtenFile(folder, "parts", whole.slice(0, cut));
    const merge = new PartsMerge();
    (await openPartsFile(file, merge, signal)).close();
    expect([cut, merge.missing(), readFileSync(file, "utf8")]).toEqual([cut, "1", whole.slice(0, first)]);
  }
});

test.each(["1 2", '{"a":1}', '{"dlg":2,'])("a file of something else stays as it is: %s", async (content) => {
  const file = writtenFile(folder, "other", content);
  await expect(openPartsFile(file, new PartsMerge(), signal)).rejects.toMatchObject({
    code: "BAD_PARTIAL",
    place: { source: `${file}:1` },
  });
  expect(readFileSync(file, "utf8")).toBe(content);
});

test("a file with nothing but the beginning of a part is empty then", async () => {
  const file = writtenFile(folder, "begun", '{"dlg":1,"r');
  (await openPartsFile(file, new PartsMerge(), signal)).close();
  expect(readFileSync(file, "utf8")).toBe("");
});
