/** POST /total under heavy load: its memory, and what it leaves behind. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { gauge, LITTLE_GARBAGE, MB, openFiles, peakBytes } from "../src/testing/footprint.js";
import { endServices, exchange, startService, type Service } from "../src/testing/service.js";
import { JSON_TYPE, postHead, statuses, TEXT_TYPE, wire } from "../src/testing/wire.js";

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
    const service = await startService(LITTLE_GARBAGE);
    await postJson(service, 10);
    const warm = peakBytes(service);
    const received = await postJson(service, 2000);
    expect(peakBytes(service)).toBeLessThan(warm + 20 * MB);
    const count = 2000 * 131_072;
    expect(received).toContain(`{"total":${count * 1_234_567},"count":${count + 1},"empty":0}`);
  });

  test("1 GB of text in 1 MB of gzip", async () => {
    const service = await startService({ ...LITTLE_GARBAGE, MAX_GZIP_RATIO: "0" });
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

  test.each([
    ["the ratio that is allowed", "", 413],
    ["no bound of it", "0", 200],
  ])(
    "64 bombs at once: 256 KB of gzip each, with %s, take less than 192 MB",
    async (_, MAX_GZIP_RATIO, status) => {
      const service = await startService({ ...LITTLE_GARBAGE, MAX_GZIP_RATIO });
      const bomb = gzipSync(Buffer.alloc(250_000_000, "7 "), { level: 9 });
      const post = async () => {
        const { send, until, leave } = wire(service.port);
        await send(postHead(TEXT_TYPE, "Content-Encoding: gzip", `Content-Length: ${bomb.length}`));
        await send(bomb);
        const received = await until(/\}$/);
        leave();
        return statuses(received).at(-1);
      };
      const answered = await Promise.all(Array.from({ length: 64 }, post));
      expect(new Set(answered)).toEqual(new Set([status]));
      expect(peakBytes(service)).toBeLessThan(192 * MB);
    },
  );
});

/** The most connections that may wait to be accepted: past it the kernel drops some, and the client has to try again. */
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
    await expect.poll(() => openFiles(service)).toBeLessThanOrEqual(before + 1);
    // A leak of each request would show in the heap. More work makes Node collect the garbage.
    const heapOnceCollected = async () => {
      await round(500);
      return gauge(service, "nodejs_heap_size_used_bytes");
    };
    await expect.poll(heapOnceCollected).toBeLessThan(30 * MB);
  },
);

test("1,000 clients whose heads and bodies never end are told so in time, and others are served meanwhile", async () => {
  const service = await startService({
    NUMBERS_COUNT: "3",
    HEADERS_TIMEOUT_MS: "2000",
    BODY_TIMEOUT_MS: "2000",
    MAX_CONCURRENT_TOTALS: "1000",
  });
  const files = await openFiles(service);
  const post = postHead(JSON_TYPE, "Content-Length: 50");
  const slow = Array.from({ length: 1000 }, async (_, i) => {
    const { send, closed } = wire(service.port);
    await send(i % 2 === 0 ? post.slice(0, i % post.length) || "P" : `${post}[1,`);
    return closed;
  });
  const over = Promise.all(slow).then(() => true);
  do {
    expect(await exchange(service.port, "GET /total HTTP/1.0\r\n\r\n")).toMatch(/\{"total":3\}$/);
  } while (!(await Promise.race([over, false])));
  for (const answer of await Promise.all(slow)) expect(statuses(answer)).toEqual([408]);
  await expect.poll(() => openFiles(service)).toBeLessThanOrEqual(files + 1);
});
