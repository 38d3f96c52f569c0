/**
 * All that clients can do to take memory and time from others, at once, in a control group of 256 MiB: 10,000 idle ones, 2,000 that post
 * slowly, 1,000 that do not read, floods of pipelined requests, and bombs of gzip.
 *
 * `DLG_ATTACK_SECONDS=300` makes it last five minutes; the figures are printed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { activeHandles, openFiles } from "../src/testing/footprint.js";
import { limitMemory } from "../src/testing/memory-limit.js";
import { ask, endServices, exchange, startService, type Service } from "../src/testing/service.js";
import { JSON_TYPE, whole } from "../src/testing/wire.js";

const MIB = 2 ** 20;
const LIMIT = 256 * MIB;
const SECONDS = Number(process.env["DLG_ATTACK_SECONDS"] || 60);
const CLIENTS = fileURLToPath(new URL("hostile-clients.js", import.meta.url));

const limit = limitMemory(LIMIT);
afterAll(async () => {
  await endServices();
  limit?.remove();
});

/** Attacks until the returned function is called. */
function attack({ port }: Service, share: number): () => Promise<string> {
  const child = spawn(process.execPath, [CLIENTS, String(port), String(share)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => (text += piece));
  return async () => {
    child.stdin.end();
    await once(child, "close");
    return text.trim();
  };
}

interface Seen {
  /** By outcome: a status, the wrong text of a 200, or a connection that was closed. */
  readonly outcomes: Record<string, number>;
  readonly ms: number[];
}

/** Asks again and again until the signal aborts. */
async function watch(signal: AbortSignal, request: () => Promise<string>): Promise<Seen> {
  const outcomes: Record<string, number> = {};
  const ms: number[] = [];
  while (!signal.aborted) {
    const begun = performance.now();
    const outcome = await request().catch((error: unknown) => String(error));
    ms.push(performance.now() - begun);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    await sleep(200);
  }
  return { outcomes, ms };
}

/** The status, and the text where it is not the one that a 200 should have. */
function outcomeOf(status: number, text: string, right: string): string {
  return status === 200 && text !== right ? `200 ${text}` : String(status);
}

const BODY = `[${Array.from({ length: 20_000 }, (_, i) => i).join()}]`;
const TOTAL_OF_BODY = '{"total":199990000,"count":20000,"empty":0}';

async function post({ port }: Service): Promise<string> {
  const received = await exchange(port, whole(BODY, JSON_TYPE, "Connection: close"));
  const [, status = "closed", text = ""] = /HTTP\/1\.1 (?!102)(\d+)[^]*?\r\n\r\n([^]*)$/.exec(received) ?? [];
  return outcomeOf(Number(status), text, TOTAL_OF_BODY);
}

async function get({ url }: Service, path: string, right: string): Promise<string> {
  const { status, text } = await ask(`${url}${path}`);
  return outcomeOf(status, text, right);
}

const mebibytes = (bytes: number): number => Math.round(bytes / MIB);

function figuresOf({ outcomes, ms }: Seen): object {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor((sorted.length - 1) * share)]!);
  return { outcomes, ms: { median: at(0.5), p90: at(0.9), most: at(1) } };
}

test.skipIf(limit === undefined)(
  "hostile clients take neither the service's life nor anyone's answer, in 256 MB that the kernel enforces (skipped where no control group can be made: it takes Linux and root)",
  async () => {
    const { under, usedBytes, peakBytes, peakSocketBytes, killed } = limit!;
    const service = await startService(
      { NUMBERS_COUNT: "1000001", HEADERS_TIMEOUT_MS: "20000", BODY_TIMEOUT_MS: "30000" },
      { under },
    );
    service.stopReadingLog();
    const before = { files: await openFiles(service), handles: await activeHandles(service) };
    const ending = new AbortController();
    const end = attack(service, 1);
    const watching = Promise.all([
      watch(ending.signal, () => get(service, "/livez", '{"status":"ok"}')),
      watch(ending.signal, () => get(service, "/total", '{"total":500000500000}')),
      watch(ending.signal, () => post(service)),
    ]);
    await sleep(1000 * SECONDS);
    const attacked = await end();
    ending.abort();
    const [alive, got, posted] = await watching;

    const figures = {
      attacked,
      peakMiB: mebibytes(peakBytes()),
      peakOfSocketsMiB: mebibytes(peakSocketBytes()),
      alive: figuresOf(alive),
      got: figuresOf(got),
      posted: figuresOf(posted),
    };
    console.log(JSON.stringify(figures, undefined, 2));

    // Nothing was killed, and nobody got a wrong total: a post may find all places taken.
    expect(killed()).toBe(0);
    expect(Object.keys(alive.outcomes)).toEqual(["200"]);
    expect(Object.keys(got.outcomes)).toEqual(["200"]);
    expect(["200", "503"]).toEqual(expect.arrayContaining(Object.keys(posted.outcomes)));

    // Everything is given back.
    await expect.poll(() => openFiles(service), { interval: 1000 }).toBeLessThanOrEqual(before.files + 1);
    await expect
      .poll(() => activeHandles(service), { interval: 1000 })
      .toBeLessThanOrEqual(before.handles + 1);
    expect(await get(service, "/livez", '{"status":"ok"}')).toBe("200");
    await expect.poll(() => post(service)).toBe("200");
    // Garbage stays until it is collected, for which there has to be some work.
    const usedAfterPost = async () => {
      await post(service);
      return usedBytes();
    };
    await expect.poll(usedAfterPost, { interval: 100 }).toBeLessThan(LIMIT / 2);
    // Where the kernel counts its sockets apart, they would be a part of the container's memory elsewhere.
    expect(peakBytes() + peakSocketBytes()).toBeLessThan(LIMIT);
    service.signal("SIGTERM");
    expect(await service.ended).toMatchObject({ code: 0, stderr: "" });
  },
);
