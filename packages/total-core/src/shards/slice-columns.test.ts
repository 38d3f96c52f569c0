import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Part } from "./part.js";
import { partsOf } from "./shards.cases.js";
import type { ShardOptions } from "./shard.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const folder = temporaryFolder();

test.each<[string, string, ShardOptions]>([
  ["CSV", `a,b\n${"1,2\n".repeat(100)}`, { format: "csv", column: ["a", "b"] }],
  ["NDJSON", '{"a":1,"b":2}\n'.repeat(100), { format: "ndjson", field: ["a", "b"] }],
])(
  "%s with several columns is cut: each shard has the rows that begin in it",
  async (_what, text, options) => {
    const path = join(folder, "rows");
    writeFileSync(path, text);
    const parts = (await partsOf([path], 5, options)).map((line) => JSON.parse(line) as Part);
    const taken = parts.map(({ pieces: [piece] }) => piece!.took[1] - piece!.took[0]);
    expect(taken.every((bytes) => bytes > text.length / 6 && bytes < text.length / 4)).toBe(true);
    expect(parts.every(({ pieces: [piece] }) => piece!.columns!.length === 2)).toBe(true);
  },
);
