/** The built command, as a process: what stands on the command line of workers and clusters. No Redis is needed to see that it is wrong. */
import { expect, test } from "vitest";
import { dlg, failed, type Outcome } from "../src/testing/dlg.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const folder = temporaryFolder();
writtenFile(folder, "a.txt", "1 2 3");

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
  dlg(args, { cwd: folder, env: { DLG_REDIS_URL: "", DLG_CLUSTER_KEY: "", ...env } });

const REDIS = "redis://127.0.0.1:1";
const NO_REDIS = `${REDIS}: expected a Redis server, got connect ECONNREFUSED 127.0.0.1:1\n`;
const KEY_WANTED = (what: string) =>
  `--cluster: expected DLG_CLUSTER_KEY, which seals ${what} in Redis, got none\n` +
  "A key for the command and its workers: export DLG_CLUSTER_KEY=$(openssl rand -base64 32)\n";

test.each<[string, string, Record<string, string>?]>([
  [
    "total --cluster a.txt",
    "--cluster: expected an address, redis://…, here or in DLG_REDIS_URL, got none\n",
  ],
  [
    "total a.txt --cluster",
    "--cluster: expected an address, redis://…, here or in DLG_REDIS_URL, got none\n",
  ],
  [
    "total --cluster a.txt",
    'DLG_REDIS_URL: expected redis://… or rediss://…, got "http://h/"\n',
    { DLG_REDIS_URL: "http://u:secret@h/" },
  ],
  [`total --cluster ${REDIS} -`, "--cluster: expected files or addresses, got standard input\n"],
  [`total --cluster ${REDIS}`, "--cluster: expected files or addresses, got the numbers API\n"],
  [`total --cluster ${REDIS} a.txt --threads 2`, "--cluster: expected it without --threads, got both\n"],
  [`total --cluster ${REDIS} a.txt --shard 0/1`, "--shard: expected it without --cluster, got both\n"],
  [
    `total --cluster ${REDIS} a.txt --shards 0`,
    '--shards: expected an integer from 1 to 10000000, got "0"\n',
  ],
  ["total a.txt --shards 2", "--shards: expected --cluster with it, got none\n"],
  ["total a.txt --parts p", "--parts: expected --cluster with it, got none\n"],
  [
    `total --cluster ${REDIS} a.txt`,
    "DLG_CLUSTER_KEY: expected 32 bytes in base64, as of: openssl rand -base64 32\n",
    { DLG_CLUSTER_KEY: "secret" },
  ],
  [`total --cluster ${REDIS} http://127.0.0.1:1/ --http-header a:b`, KEY_WANTED("--http-header")],
  [`total --cluster ${REDIS} http://u:p@127.0.0.1:1/`, KEY_WANTED("the user of an address")],
  [`total --cluster ${REDIS} http://127.0.0.1:1/?key=secret`, KEY_WANTED("the query of an address")],
  [
    `worker ${REDIS}`,
    "dlg worker: expected --allow with a folder or the beginning of addresses, got none\n" +
      "A worker opens nothing else: --allow /data --allow https://numbers.example.test/\n",
  ],
  ["worker --allow .", "dlg worker: expected an address, redis://…, here or in DLG_REDIS_URL, got none\n"],
  ["worker --allow none redis://h", '--allow: expected a folder that is there, or an address, got "none"\n'],
  ["worker --allow . http://h", 'dlg worker: expected redis://… or rediss://…, got "http://h"\n'],
  [`worker --allow . ${REDIS} more`, 'dlg worker: expected nothing behind [redis], got "more"\n'],
  [
    `worker --allow . ${REDIS} --concurrency 0`,
    '--concurrency: expected an integer from 1 to 10000000, got "0"\n',
  ],
])("dlg %s: exit 2", async (line, stderr, env) => {
  expect(await run(line.split(" "), env)).toEqual(failed(2, stderr));
});

test.each<[string, Record<string, string>?]>([
  [`total --cluster ${REDIS} a.txt`],
  [`total --cluster=${REDIS} a.txt`],
  [`total a.txt --cluster ${REDIS}`],
  ["total --cluster a.txt", { DLG_REDIS_URL: "redis://:secret@127.0.0.1:1/0" }],
  ["total a.txt --cluster", { DLG_REDIS_URL: REDIS }],
  [`worker ${REDIS} --allow .`],
  ["worker --allow .", { DLG_REDIS_URL: REDIS }],
])("dlg %s, and Redis is not there: exit 3, and no password is told", async (line, env) => {
  expect(await run(line.split(" "), env)).toEqual(failed(3, NO_REDIS));
});

test("a source behind -- may look like anything", async () => {
  writtenFile(folder, "--cluster", "4");
  expect(await run(["total", "--", "--cluster", "a.txt"])).toEqual({ exit: 0, stdout: "10\n", stderr: "" });
});
