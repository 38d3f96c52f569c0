/** Files that change after they were listed: no shard has a part of them. */
import { appendFileSync, truncateSync, utimesSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { newFile } from "../node/threads/threads.cases.js";
import { partOfShard } from "./part-of-shard.js";
import { listedSources } from "./shards.cases.js";
import type { Part } from "./part.js";
import type { Shard, ShardOptions } from "./shard.js";
import { shardsOf } from "./shards-of.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const folder = temporaryFolder();

const NUMBERS = "1\n2\n3\n4\n5\n6\n";
const CONTENTS: readonly (readonly [what: string, content: string | Uint8Array, options: ShardOptions])[] = [
  ["text", NUMBERS, {}],
  ["CSV", `a\n${NUMBERS}`, { column: "a" }],
  ["f64", new Uint8Array(new Float64Array([1, 2, 3]).buffer), { format: "f64" }],
  ["gzip", gzipSync(NUMBERS), {}],
  ["keys", "a,b\n1,x\n2,y\n", { column: "a", by: "b" }],
];

const CHANGES: readonly (readonly [what: string, change: (path: string) => void])[] = [
  ["touched", (path) => utimesSync(path, 1, 1)],
  ["grown", (path) => appendFileSync(path, "7\n")],
  ["truncated", (path) => truncateSync(path, 4)],
  ["emptied", (path) => truncateSync(path)],
];

describe.each(CONTENTS)("%s", (_what, content, options) => {
  test.each(CHANGES)("%s: no shard has a piece of it", async (_name, change) => {
    for (const of of [1, 3]) {
      const path = await newFile(folder, content);
      const shards = shardsOf(await listedSources([path]), { of, ...options });
      // How it is cut is known from now on.
      await partOfShard(shards.shard(0));
      change(path);
      const outcomes = Array.from({ length: of }, (_, i) => outcomeOf(shards.shard(i)));
      const [first, ...others] = await Promise.all(outcomes);
      expect(first).toBe("SOURCE_CHANGED");
      expect(others.filter((outcome) => outcome !== "SOURCE_CHANGED" && outcome !== 0)).toEqual([]);
    }
  });
});

/** How many pieces its part has, none where another shard reads the source whole; or why there is no part. */
function outcomeOf(shard: Shard): Promise<string | number> {
  return partOfShard(shard).then(
    (line) => (JSON.parse(line) as Part).pieces.length,
    ({ code }: { code: string }) => code,
  );
}
