/** What POST /total takes and leaves behind, under more than a test usually sends. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { gauge, MB, openFiles, peakBytes, residentBytes } from "./footprint.js";
import { ask, endServices, exchange, startService, type Service } from "./service.js";
import { CHUNKED, chunk, JSON_TYPE, postHead, statuses, TEXT_TYPE, wire } from "./wire.js";

afterAll(endServices);

describe.runIf(process.platform === "linux")("memory does not grow with the body", () => {
  const PIECE = Buffer.from("1234567,".repeat(131_072));

  async function postJson({ port }: Service, pieces: number): Promise<string> {
    const { send, until, leave } = wire(port);
    await send(postHead(JSON_TYPE, `Content-Length: ${pieces * PIECE.length + 3}`));
    await send("[");
    for (let i = 0; i < pieces; i++) await send(PIECE);
    await send("0]");
    const received = await until(/\}$/);
    leave();
    return received;
  }

  test("2 GB of JSON", async () => {
    const service = await startService();
    await postJson(service, 10);
    const warm = peakBytes(service);
    const received = await postJson(service, 2000);
    expect(peakBytes(service)).toBeLessThan(warm + 20 * MB);
    const count = 2000 * 131_072;
    expect(received).toContain(`{"total":${count * 1_234_567},"count":${count + 1},"empty":0}`);
  });

  test("1 GB of text in 1 MB of gzip", async () => {
    const service = await startService();
    const member = gzipSync("7 ".repeat(5_000_000), { level: 9 });
    const members = async (times: number) => {
      const { send, until, leave } = wire(service.port);
      const length = `Content-Length: ${times * member.length}`;
      await send(postHead(TEXT_TYPE, "Content-Encoding: gzip", length));
      for (let i = 0; i < times; i++) await send(member);
      expect(await until(/\}$/)).toContain(`{"total":${times * 35_000_000},`);
      leave();
    };
    await members(20);
    const warm = peakBytes(service);
    await members(100);
    expect(peakBytes(service)).toBeLessThan(warm + 20 * MB);
  });
});

/** Connections that wait to be taken: past this the kernel drops some, which a client then has to try again. */
const somaxconn = () => Number(readFileSync("/proc/sys/net/core/somaxconn", "utf8"));
const canQueue = process.platform === "linux" && somaxconn() >= 4096;

test.skipIf(!canQueue)(
  "10^4 requests at once: each has its total or is told to come back, and nothing is left behind (skipped where the kernel queues fewer than 4,096 connections)",
  async () => {
    const service = await startService({ NUMBERS_COUNT: "3" });
    const body = "[1,2]";
    const request = postHead(JSON_TYPE, `Content-Length: ${body.length}`, "Connection: close") + body;
    const round = async (requests: number) => {
      const answers = await Promise.all(
        Array.from({ length: requests }, () => exchange(service.port, request)),
      );
      const counts = new Map<string, number>();
      for (const answer of answers) {
        const outcome = `${statuses(answer).join()} ${/"total":\d+/.exec(answer)?.[0] ?? ""}`;
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      }
      return counts;
    };
    const before = await openFiles(service);
    for (let i = 0; i < 3; i++) {
      const counts = await round(10_000);
      expect(
        [...counts.keys()].filter((outcome) => outcome !== '200 "total":3' && outcome !== "503 "),
      ).toEqual([]);
      expect(counts.get('200 "total":3')).toBeGreaterThan(0);
    }
    await expect.poll(() => openFiles(service), { timeout: 10_000 }).toBeLessThanOrEqual(before + 1);
    // What is kept for each request would show in the heap. Node collects what is not when there is more to do.
    const heapOnceCollected = async () => {
      await round(500);
      return gauge(service, "nodejs_heap_size_used_bytes");
    };
    await expect.poll(heapOnceCollected, { timeout: 60_000 }).toBeLessThan(30 * MB);
  },
);

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

describe("good and bad requests together", () => {
  const SECONDS = 20;
  const CLIENTS = 32;

  const zipped = gzipSync("1 2 3");

  /** Each sends something, and says what came of it. */
  const SCENARIOS: readonly (readonly [expected: string, play: (service: Service) => Promise<string>])[] = [
    [
      "200 total 3",
      ({ port }) => exchange(port, `${postHead(JSON_TYPE, length("[1,2]"), "Connection: close")}[1,2]`),
    ],
    [
      "200 total 3",
      ({ url }) => ask(`${url}/total`).then(({ status, text }) => `HTTP/1.1 ${status} ${text}`),
    ],
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

  test("get what each deserves, and leave nothing behind", async () => {
    const service = await startService({
      NUMBERS_COUNT: "3",
      BODY_TIMEOUT_MS: "200",
      MAX_BODY_BYTES: "2000000",
      DRAIN_DELAY_MS: "0",
    });
    const wrong: string[] = [];
    let played = 0;
    const load = async (seconds: number) => {
      const end = performance.now() + 1000 * seconds;
      await Promise.all(
        Array.from({ length: CLIENTS }, async (_, client) => {
          for (let turn = client; performance.now() < end; turn++) {
            const [expected, play] = SCENARIOS[turn % SCENARIOS.length]!;
            const outcome = outcomeOf(await play(service));
            played += 1;
            if (outcome !== expected) wrong.push(`scenario ${turn % SCENARIOS.length}: ${outcome}`);
          }
        }),
      );
    };
    const files = await openFiles(service);
    await load(SECONDS / 4);
    const warm = await residentBytes(service);
    await load(SECONDS);
    expect(wrong).toEqual([]);
    expect(played).toBeGreaterThan(500);
    expect(await residentBytes(service)).toBeLessThan(warm + 30 * MB);
    await expect.poll(() => openFiles(service), { timeout: 10_000 }).toBeLessThanOrEqual(files + 1);
    await expect.poll(() => gauge(service, "nodejs_active_handles_total")).toBeLessThan(5);
    service.signal("SIGTERM");
    const { code, stderr } = await service.ended;
    expect([code, stderr]).toEqual([0, ""]);
  });
});
