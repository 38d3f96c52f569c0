/** The original's container had 256 MB, and its list was cut to a tenth for it. */
import { afterAll, expect, test } from "vitest";
import { NumbersJson, numbersJsonLength } from "../src/routes/numbers-json.js";
import { limitMemory } from "../src/testing/memory-limit.js";
import { ask, endServices, startService } from "../src/testing/service.js";
import { JSON_TYPE, postHead, wire } from "../src/testing/wire.js";

const MIB = 2 ** 20;
const LIMIT = 256 * MIB;
const COUNT = 10_000_001;
const TOTAL = '{"total":50000005000000}';

const limit = limitMemory(LIMIT);
afterAll(async () => {
  await endServices();
  limit?.remove();
});

async function postAll(port: number): Promise<string> {
  const { send, until, leave } = wire(port);
  await send(postHead(JSON_TYPE, `Content-Length: ${numbersJsonLength(COUNT)}`));
  const json = new NumbersJson(COUNT);
  while (!json.done) {
    const piece = Buffer.allocUnsafe(65_536);
    await send(piece.subarray(0, json.writeTo(piece)));
  }
  const received = await until(/\}$/);
  leave();
  return received;
}

test.skipIf(limit === undefined)(
  "all 10,000,001 numbers, simulated, over HTTP and posted, in 256 MB that the kernel enforces (skipped where no control group can be made: it takes Linux and root)",
  async () => {
    const { under, peakBytes, killed } = limit!;
    const source = await startService();
    for (const env of [{}, { NUMBERS_API_URL: `${source.url}/numbers` }]) {
      const { url, port, signal, ended } = await startService({ ...env, DRAIN_DELAY_MS: "0" }, { under });
      for (let i = 0; i < 3; i++) expect((await ask(`${url}/total`)).text).toBe(TOTAL);
      const posts = await Promise.all(Array.from({ length: 8 }, () => postAll(port)));
      for (const received of posts) expect(received).toContain(`{"total":50000005000000,"count":${COUNT},`);
      expect((await ask(`${url}/total`)).text).toBe(TOTAL);
      signal("SIGTERM");
      expect(await ended).toMatchObject({ code: 0, stderr: "" });
    }
    expect(killed()).toBe(0);
    // The page cache counts for the process that read a file first. For files such as Node itself that can be 45 MB.
    expect(peakBytes()).toBeLessThan(LIMIT / 2);
  },
);
