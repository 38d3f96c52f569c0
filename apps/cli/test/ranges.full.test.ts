/** Shards of addresses at a real nginx, by the built command. */
import { utimesSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { dlg, type Outcome } from "../src/testing/dlg.js";
import { hasNginx, nginx } from "../src/testing/nginx.js";
import { parquet } from "../src/testing/parquet.js";
import { temporaryFolder } from "../src/testing/temporary-files.js";

const folder = temporaryFolder();

const amounts = Array.from(
  { length: 100_000 },
  (_, i) => `${(i % 977) - 300}.${String(i % 100).padStart(2, "0")}`,
);
const quoted = amounts.map((amount, i) => (i % 7 === 0 ? `"a\n1,2\n",${amount}` : `x,"${amount}"`));
const SOURCES: Readonly<Record<string, readonly [content: string | Uint8Array, options: readonly string[]]>> =
  {
    "a.txt": [amounts.join("\n"), []],
    "bad.txt": [amounts.with(70_000, "1,5").join("\n"), []],
    "a.csv": [`t,n\n${quoted.join("\n")}\n`, ["--column", "n"]],
    "ragged.csv": [`t,n\n${quoted.with(60_000, "x").join("\n")}\n`, ["--column", "n"]],
    "a.ndjson": [amounts.map((amount) => `{"n":${Number(amount)}}`).join("\n"), ["--field", "n"]],
    "a.f64": [new Uint8Array(Float64Array.from(amounts, Number).buffer), []],
    "a.parquet": [
      parquet({ n: { element: { type: "DOUBLE" }, data: amounts.map(Number) } }, 9000),
      ["--column", "n"],
    ],
    "a.txt.gz": [gzipSync(amounts.join("\n")), []],
    "empty.txt": ["", []],
  };

/** A run of shards in three processes, and the merge of their parts. */
async function merged(n: number, args: readonly string[]): Promise<Outcome> {
  const cuts = [0, Math.ceil(n / 3), Math.ceil((2 * n) / 3), n];
  const lists = cuts.slice(1).flatMap((end, i) => (end > cuts[i]! ? [`${cuts[i]}-${end - 1}/${n}`] : []));
  const parts = await Promise.all(lists.map((list) => dlg(["total", "--shard", list, ...args])));
  expect(parts.map(({ exit, stderr }) => [exit, stderr])).toEqual(lists.map(() => [0, ""]));
  return dlg(["merge", "-"], { input: parts.map(({ stdout }) => stdout).join("") });
}

describe.skipIf(!hasNginx)("shards of an address at nginx", () => {
  test.each(Object.entries(SOURCES))("%s: the output of dlg total", async (name, [content, options]) => {
    const server = await nginx(folder);
    const args = [server.serve(name, content), ...options];
    const whole = await dlg(["total", ...args]);
    for (const n of [2, 50]) expect([n, await merged(n, args)]).toEqual([n, whole]);
  });

  test("all ranges of a process come over one connection, and each asks for its bytes alone", async () => {
    const server = await nginx(folder);
    const address = server.serve("a.txt", amounts.join("\n"));
    server.requests();
    const { exit } = await dlg(["total", "--shard", "2-4/5", address]);
    expect(exit).toBe(0);
    const requests = server.requests();
    expect(new Set(requests.map(([connection]) => connection)).size).toBe(1);
    expect(new Set(requests.map(([, status]) => status))).toEqual(new Set(["206"]));
    // The size, how the source begins, and for each shard its own bytes.
    expect(requests.length).toBe(5);
  });

  test("a file that was replaced since it was listed is exit 3", async () => {
    const server = await nginx(folder);
    const address = server.serve("changing.txt", amounts.join("\n"));
    const listed = await dlg(["list", address]);
    const manifest = server.serve("manifest", listed.stdout).replace(server.url, `${folder}/www`);
    server.serve("changing.txt", amounts.toReversed().join("\n"));
    // Its ETag is made of the length and the seconds of the change.
    utimesSync(`${folder}/www/changing.txt`, 1, 1);
    for (const shard of ["0/1", "3/5"]) {
      expect(await dlg(["total", "--shard", shard, "--manifest", manifest])).toMatchObject({
        exit: 3,
        stdout: "",
      });
    }
  });
});
