/** `totalOf` while it reads a numbers API: batches, progress, turns of the event loop, and its end. */
import type { Batch, NumbersApi, Progress } from "../../src/index.js";
import { bytesOf, equal, group, kindThrownBy, thrownBy, type Case } from "./case.js";

interface Watched extends NumbersApi {
  readonly events: string[];
}

/** A numbers API that tells what becomes of it. */
function sourceOf(...batches: readonly unknown[]): Watched {
  const events: string[] = [];
  return {
    events,
    async *numbers({ signal }) {
      signal.addEventListener("abort", () => events.push("aborted"));
      try {
        for (const batch of batches) {
          events.push("next");
          yield batch as Batch;
        }
        events.push("done");
      } finally {
        events.push("closed");
      }
    },
  };
}

const text = (digits: string, name: string) => ({ bytes: bytesOf(digits), format: "text", name });

const timer = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const reading: readonly Case[] = group("totalOf", {
  "batches of every kind": async ({ totalOf }) => {
    const source = sourceOf(
      [1, 2],
      new Float64Array(3),
      [10n ** 20n],
      Int8Array.of(-3),
      text("0.5 0.25", "a"),
    );
    const answer = await totalOf(source);
    equal([String(answer), answer.count], ["100000000000000000000.75", 9]);
    equal(source.events, ["next", "next", "next", "next", "next", "done", "closed"]);
    equal(String(await totalOf(sourceOf())), "0");
  },
  "a token that is cut between two batches of one source is one, and of two sources two": async ({
    totalOf,
  }) => {
    equal(String(await totalOf(sourceOf(text("1", "a"), text("2", "a")))), "12");
    equal(String(await totalOf(sourceOf(text("1", "a"), text("2", "b")))), "3");
  },
  "partials of other totals": async ({ Total, totalOf }) => {
    const partial = new Total().add("0.1").add(7n).toBytes();
    const batch = { partial, format: "text", bytes: 5, empty: 1, skipped: 0 };
    const answer = await totalOf(sourceOf([0.5], batch));
    equal([String(answer), answer.count], ["7.6", 3]);
  },
  "progress after each batch and at the end": async ({ totalOf }) => {
    const told: Progress[] = [];
    await totalOf(sourceOf([1, 2], { bytes: bytesOf("3 x"), format: "text" }), {
      skipInvalid: true,
      onProgress: (progress) => told.push(progress),
    });
    equal(told[0], { count: 2, bytes: 0, empty: 0, missing: 0, skipped: 0 });
    equal(told.at(-1), { count: 3, bytes: 3, empty: 0, missing: 0, skipped: 1 });
  },
  "what the source or onProgress throws is what it rejects with": async ({ totalOf }) => {
    const thrown = new RangeError("enough");
    const fails = (): never => {
      throw thrown;
    };
    const source = sourceOf([1], [2]);
    equal((await totalOf(source, { onProgress: fails }).catch((reason: unknown) => reason)) === thrown, true);
    equal(source.events, ["next", "aborted", "closed"]);
    const failing: NumbersApi = {
      async *numbers() {
        yield [1];
        fails();
      },
    };
    equal((await totalOf(failing).catch((reason: unknown) => reason)) === thrown, true);
  },
  "what is no batch or no numbers API is a TypeError": async ({ totalOf }) => {
    equal(
      await thrownBy(() => totalOf(sourceOf("1 2"))),
      "TypeError: batch: expected a list of numbers or encoded bytes, got a string",
    );
    for (const api of [undefined, null, 5]) {
      equal(await kindThrownBy(() => totalOf(api as unknown as NumbersApi)), "TypeError");
    }
  },
  "an abort before it begins": async ({ totalOf }) => {
    const source = sourceOf([1]);
    const reason = new Error("not today");
    const failure: unknown = await totalOf(source, { signal: AbortSignal.abort(reason) }).catch(
      (e: unknown) => e,
    );
    equal(failure === reason, true);
    equal(source.events, []);
  },
  "an abort while it waits for a source that never answers": async ({ totalOf }) => {
    const controller = new AbortController();
    let returned = 0;
    let aborted = 0;
    const silent: NumbersApi = {
      numbers({ signal }) {
        signal.addEventListener("abort", () => (aborted += 1));
        const iterator = {
          next: () => new Promise<never>(() => {}),
          return: () => {
            returned += 1;
            return new Promise<never>(() => {});
          },
        };
        return { [Symbol.asyncIterator]: () => iterator };
      },
    };
    const answer = kindThrownBy(() => totalOf(silent, { signal: controller.signal }));
    await timer(1);
    controller.abort();
    equal(await answer, "AbortError");
    equal([aborted, returned], [1, 1]);
  },
  "an abort cancels a stream": async ({ streamNumbers, totalOf }) => {
    const reasons: unknown[] = [];
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytesOf("1")),
      cancel: (reason) => void reasons.push(reason),
    });
    const controller = new AbortController();
    const answer = thrownBy(() =>
      totalOf(streamNumbers(stream, { format: "text" }), { signal: controller.signal }),
    );
    await timer(1);
    const reason = new Error("enough");
    controller.abort(reason);
    equal(await answer, "Error: enough");
    await timer(1);
    equal([reasons.length, reasons[0] === reason], [1, true]);
  },
  "a stream that fails is SOURCE_UNAVAILABLE": async ({ streamNumbers, totalOf }) => {
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("cable cut")),
    });
    equal(
      await thrownBy(() => totalOf(streamNumbers(stream, { format: "text", name: "s" }))),
      'SOURCE_UNAVAILABLE: s: expected a stream that can be read to its end, got an error, "cable cut"',
    );
  },
  "a stream that was read before, or is being read, is a TypeError": async ({ streamNumbers, totalOf }) => {
    const api = streamNumbers(new Response("1 2").body!, { format: "text" });
    equal(String(await totalOf(api)), "3");
    equal(await kindThrownBy(() => totalOf(api)), "TypeError");
    const { body } = new Response("1");
    body!.getReader();
    equal(await kindThrownBy(() => totalOf(streamNumbers(body!, { format: "text" }))), "TypeError");
  },
  "bodies of responses, blobs and async generators": async ({ streamNumbers, totalOf }) => {
    const lines = "0.1\n".repeat(50_000);
    const streams = [new Response(lines).body!, new Blob([lines]).stream(), generated(lines)];
    for (const stream of streams) equal(String(await totalOf(streamNumbers(stream))), "5000");
  },
  "long work lets timers run": async ({ totalOf }, { runtime }) => {
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 1);
    const list = Array.from({ length: 100_000 }, (_, i) => i);
    // In workerd time may stand still while nothing but work is done. On a busy machine a browser's timers are late.
    const most = runtime === "workerd" ? 50 : 2000;
    const goesOn = (): boolean => batches < 50 || (ticks === 0 && batches < most);
    let batches = 0;
    const long: NumbersApi = {
      async *numbers() {
        for (; goesOn(); batches++) yield list;
      },
    };
    equal(String(await totalOf(long)), String(BigInt(batches) * 4_999_950_000n));
    clearInterval(ticking);
    if (runtime !== "workerd") equal(ticks > 0, true);
  },
  "many totals at once": async ({ streamNumbers, totalOf }) => {
    const totals = Array.from({ length: 20 }, (_, i) =>
      totalOf(streamNumbers(new Response(`${i} `.repeat(20_000)).body!, { format: "text" })),
    );
    equal(
      (await Promise.all(totals)).map(String),
      Array.from({ length: 20 }, (_, i) => String(20_000 * i)),
    );
  },
  "simulated numbers, after their delay": async ({ simulatedNumbers, totalOf }) => {
    equal(String(await totalOf(simulatedNumbers({ count: 1_000_001, delayMs: 2 }))), "500000500000");
    const waits: number[] = [];
    const clock = { sleep: async (ms: number) => void waits.push(ms) };
    equal(String(await totalOf(simulatedNumbers({ count: 4, delayMs: 60_000, clock }))), "6");
    equal(waits, [60_000]);
    equal(String(await totalOf(simulatedNumbers({ count: 0, delayMs: 0 }))), "0");
    const signal = AbortSignal.timeout(5);
    equal(
      await kindThrownBy(() => totalOf(simulatedNumbers({ delayMs: 100_000 }), { signal })),
      "TimeoutError",
    );
  },
});

async function* generated(lines: string): AsyncGenerator<Uint8Array> {
  const bytes = bytesOf(lines);
  for (let start = 0; start < bytes.length; start += 1000) yield bytes.subarray(start, start + 1000);
}
