/** `dlg merge` of a CSV whose shards could not tell where a row begins, at an address that takes a signature. */
import type { RequestListener } from "node:http";
import { expect, test } from "vitest";
import { dlgOutcome } from "../testing/outcome.js";
import { serve } from "../testing/server.js";
import { temporaryFolder, writtenFile } from "../testing/temporary-files.js";

const folder = temporaryFolder();
/** The field in quotes is longer than a shard, and looks like rows. */
const CSV = `k,n\na,1\n"x\n${"p,1\n".repeat(300)}",5\nb,7\n`;

const signed: RequestListener = ({ url = "", headers: { range = "" } }, answer) => {
  if (!url.endsWith("?signature=secret")) return void answer.writeHead(403).end();
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range)!;
  const end = Math.min(Number(last) + 1, CSV.length);
  answer.writeHead(206, {
    "content-type": "text/csv",
    etag: '"1"',
    "content-range": `bytes ${first}-${end - 1}/${CSV.length}`,
  });
  answer.end(CSV.slice(Number(first), end));
};

test("its query is in the manifest, and the error says so where that is not given", async () => {
  const url = `${await serve(signed)}/a.csv`;
  const list = await dlgOutcome(["list", `${url}?signature=secret`]);
  const manifest = writtenFile(folder, "manifest.jsonl", list.stdout);
  const shards = ["total", "--shard", "0-4/5", "--manifest", manifest, "--column", "n"];
  const parts = (await dlgOutcome(shards)).stdout;
  expect(parts).not.toContain("secret");
  expect(await dlgOutcome(["merge", "-"], parts)).toEqual({
    exitCode: 3,
    stdout: "",
    stderr: `GET ${url}: expected 206, got 403 Forbidden (parts have no query and no user of an address: --manifest FILE, as dlg list prints it, has them)\n`,
  });
  expect(await dlgOutcome(["merge", "-", "--manifest", manifest], parts)).toEqual({
    exitCode: 0,
    stdout: "13\n",
    stderr: "",
  });
  const other = writtenFile(folder, "other.jsonl", '{"source":"a.csv","size":1,"version":"1"}\n');
  expect(await dlgOutcome(["merge", "-", "--manifest", other], parts)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^--manifest: expected the sources of run [0-9a-f]{64}, got those of run /),
  });
});
