/** A minute of good and bad requests together: whole ones from wrk where it is installed, and clients that misbehave. */
import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import {
  activeHandles,
  LITTLE_GARBAGE,
  MB,
  openFiles,
  residentBytesDuring,
} from "../src/testing/footprint.js";
import { ask, endServices, exchange, startService, type Service } from "../src/testing/service.js";
import { CHUNKED, chunk, JSON_TYPE, postHead, statuses, TEXT_TYPE, wire } from "../src/testing/wire.js";

afterAll(endServices);

const SECONDS = 60;
const WARM_UP_SECONDS = 15;
const CLIENTS = 16;

const WRK = "wrk";
const hasWrk = spawnSync(WRK, ["-v"]).error === undefined;
const SCRIPT = fileURLToPath(new URL("mixed-load.lua", import.meta.url));

/** Whole requests of all kinds, each answer checked. @returns the faults, or the number of kinds */
async function load({ url }: Service, seconds: number): Promise<string> {
  const args = ["-t1", "-c20", `-d${seconds}s`, "-s", SCRIPT, url];
  const { stdout } = await promisify(execFile)(WRK, args);
  const [, kinds, checked, faults] = /^kinds (\d+) checked (\d+) (.*)$/m.exec(stdout) ?? [];
  if (faults !== "wrong 0 socket errors 0: ") return stdout;
  return Number(checked) >= Number(kinds) ? `${kinds} kinds` : `only ${checked} answers`;
}

const length = (bytes: string | Uint8Array) => `Content-Length: ${Buffer.byteLength(bytes)}`;
const refusal = /\}$/;

async function posted({ port }: Service, body: string | Uint8Array, ...headers: string[]): Promise<string> {
  const { send, until, leave } = wire(port);
  void send(postHead(length(body), ...headers));
  void send(body);
  const received = await until(refusal);
  leave();
  return received;
}

function outcomeOf(received: string): string {
  if (received === "") return "";
  const total = /"total":(\d+)/.exec(received)?.[1];
  return `${statuses(received).join()} ${total === undefined ? "" : `total ${total}`}`;
}

const zipped = gzipSync("1 2 3");

/** Each scenario sends something and returns its outcome. */
const SCENARIOS: readonly (readonly [expected: string, play: (service: Service) => Promise<string>])[] = [
  [
    "200 total 3",
    ({ port }) => exchange(port, `${postHead(JSON_TYPE, length("[1,2]"), "Connection: close")}[1,2]`),
  ],
  ["200 total 3", ({ url }) => ask(`${url}/total`).then(({ status, text }) => `HTTP/1.1 ${status} ${text}`)],
  ["200 total 6", (service) => posted(service, zipped, TEXT_TYPE, "Content-Encoding: gzip")],
  ["400 ", (service) => posted(service, zipped.subarray(0, -1), TEXT_TYPE, "Content-Encoding: gzip")],
  ["400 ", (service) => posted(service, "[1,", JSON_TYPE)],
  ["422 ", (service) => posted(service, `["x",${"1,".repeat(500_000)}1]`, JSON_TYPE)],
  ["415 ", (service) => posted(service, "x".repeat(300_000), "Content-Type: text/html")],
  ["413 ", (service) => posted(service, "1 ".repeat(1_500_000), TEXT_TYPE)],
  [
    "422 ",
    async ({ port }) => {
      const { send, until, leave } = wire(port);
      void send(postHead(TEXT_TYPE, CHUNKED) + chunk("1 x "));
      const received = await until(refusal);
      leave();
      return received;
    },
  ],
  [
    "400 ",
    async ({ port }) => {
      const { send, end, closed } = wire(port);
      void send(`${postHead(JSON_TYPE, "Content-Length: 50")}[1,`);
      end();
      return closed;
    },
  ],
  [
    "408 ",
    async ({ port }) => {
      const { send, until, leave } = wire(port);
      void send(`${postHead(JSON_TYPE, "Content-Length: 50")}[1,`);
      const received = await until(refusal);
      leave();
      return received;
    },
  ],
  ...(["reset", "leave"] as const).map(
    (how) =>
      [
        "",
        async ({ port }: Service) => {
          const client = wire(port);
          await client.send(`${postHead(JSON_TYPE, "Content-Length: 500000")}[${"1,".repeat(100_000)}`);
          client[how]();
          return "";
        },
      ] as const,
  ),
];

/** Lets the clients play their scenarios, one after the other. @returns the faults */
async function misbehave(service: Service, seconds: number): Promise<string[]> {
  const wrong: string[] = [];
  const end = performance.now() + 1000 * seconds;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let turn = client; performance.now() < end; turn++) {
        const [expected, play] = SCENARIOS[turn % SCENARIOS.length]!;
        const outcome = outcomeOf(await play(service));
        if (outcome !== expected) wrong.push(`scenario ${turn % SCENARIOS.length}: ${outcome}`);
      }
    }),
  );
  return wrong;
}

test(`${SECONDS} s of good and bad requests: each gets what it deserves, and nothing is left behind (without wrk's requests where it is not installed)`, async () => {
  const service = await startService({
    ...LITTLE_GARBAGE,
    NUMBERS_COUNT: "3",
    // Longer than any whole body takes, and short enough for bodies that stop to be cut within the test.
    BODY_TIMEOUT_MS: "5000",
    MAX_BODY_BYTES: "2000000",
    MAX_CONCURRENT_TOTALS: "1000",
    DRAIN_DELAY_MS: "0",
  });
  const both = async (seconds: number) => {
    const [whole, wrong] = await Promise.all([
      hasWrk ? load(service, seconds) : "22 kinds",
      misbehave(service, seconds),
    ]);
    expect([whole, wrong]).toEqual(["22 kinds", []]);
  };
  const files = await openFiles(service);
  const warm = await residentBytesDuring(service, both(WARM_UP_SECONDS));
  const end = await residentBytesDuring(service, both(SECONDS - WARM_UP_SECONDS));
  expect(end).toBeLessThan(warm + 30 * MB);
  await expect.poll(() => openFiles(service)).toBeLessThanOrEqual(files + 1);
  await expect.poll(() => activeHandles(service)).toBeLessThan(5);
  service.signal("SIGTERM");
  const { code, stderr } = await service.ended;
  expect([code, stderr]).toEqual([0, ""]);
});
