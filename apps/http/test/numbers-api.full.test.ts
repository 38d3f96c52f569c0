/** Thousands of requests to a faulty numbers API leave nothing behind in the service. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { FAULTY_PATHS, startUpstream } from "../src/testing/broken-upstream.js";
import {
  activeHandles,
  LITTLE_GARBAGE,
  MB,
  openFiles,
  peakBytes,
  residentBytes,
} from "../src/testing/footprint.js";
import { ask, endServices, exchange, startService } from "../src/testing/service.js";
import { JSON_TYPE, postHead } from "../src/testing/wire.js";

afterAll(endServices);

const onLinux = process.platform === "linux";

test.runIf(onLinux)(
  "every fault, again and again: no total, nothing left behind, and other requests are unharmed",
  async () => {
    const upstream = await startUpstream();
    const service = await startService({
      ...LITTLE_GARBAGE,
      NUMBERS_API_URL: `${upstream.url}/faulty`,
      NUMBERS_API_TIMEOUT_MS: "200",
      NUMBERS_API_DEADLINE_MS: "500",
      DRAIN_DELAY_MS: "0",
    });
    const { url, port } = service;
    const post = `${postHead(JSON_TYPE, "Content-Length: 5", "Connection: close")}[1,2]`;
    const wrong: string[] = [];
    const others = async () => {
      if ((await ask(`${url}/livez`)).status !== 200) wrong.push("/livez");
      if (!(await exchange(port, post)).includes('{"total":3,')) wrong.push("POST /total");
    };
    const round = async () => {
      for (const path of FAULTY_PATHS) {
        upstream.fault = path;
        const totals = Promise.all(Array.from({ length: 10 }, () => ask(`${url}/total`)));
        const over = totals.then(() => true);
        do await others();
        while (!(await Promise.race([over, false])));
        for (const { status } of await totals) {
          if (status !== 502 && status !== 504) wrong.push(`${path}: ${status}`);
        }
        const leaving = new AbortController();
        const left = ask(`${url}/total`, { signal: leaving.signal }).catch(() => {});
        await ask(`${url}/livez`);
        leaving.abort();
        await left;
      }
    };
    const files = await openFiles(service);
    for (let i = 0; i < 2; i++) await round();
    const warm = await residentBytes(service);
    for (let i = 0; i < 5; i++) await round();
    expect(wrong).toEqual([]);
    expect(await residentBytes(service)).toBeLessThan(warm + 30 * MB);
    await expect.poll(() => openFiles(service)).toBeLessThanOrEqual(files + 1);
    await expect.poll(() => activeHandles(service)).toBeLessThan(5);
    service.signal("SIGTERM");
    const { code, stderr } = await service.ended;
    expect([code, stderr]).toEqual([0, ""]);
    await upstream.close();
  },
);

test.runIf(onLinux)("3 GB of numbers in 3 MB of gzip take no more memory than a third of them", async () => {
  const member = gzipSync("7 ".repeat(5_000_000), { level: 9 });
  let members = 100;
  const server = createServer((_, answer) => {
    const length = String(members * member.length);
    answer.writeHead(200, {
      "content-type": "text/plain",
      "content-encoding": "gzip",
      "content-length": length,
    });
    for (let i = 0; i < members; i++) answer.write(member);
    answer.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const service = await startService({ ...LITTLE_GARBAGE, NUMBERS_API_URL: `http://127.0.0.1:${port}/` });
  const total = async () => (await ask(`${service.url}/total`)).text;
  expect(await total()).toBe('{"total":3500000000}');
  const warm = peakBytes(service);
  members = 300;
  expect(await total()).toBe('{"total":10500000000}');
  expect(peakBytes(service)).toBeLessThan(warm + 20 * MB);
  server.close();
});
