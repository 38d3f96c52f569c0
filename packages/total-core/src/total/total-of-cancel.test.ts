import { describe, expect, test, vi } from "vitest";
import { TotalError } from "../contract/errors.js";
import type { Batch, NumbersApi } from "../contract/numbers-api.js";
import { loadedWithClock } from "../testing/fake-time.js";
import { macrotask, silentSource, sourceOf, text } from "../testing/sources.js";
import { totalOf } from "./total-of.js";

/** `totalOf` where each look at the clock is a millisecond after the last one: its turns are due all the time, however fast it is. */
async function slowTotalOf(): Promise<typeof totalOf> {
  let now = 0;
  const slow = await loadedWithClock(
    () => ++now,
    () => import("./total-of.js"),
  );
  return slow.totalOf;
}

describe("the signal", () => {
  test("that has aborted already: the source is not asked", async () => {
    const numbers = vi.fn<NumbersApi["numbers"]>();
    const reason = new Error("not today");
    await expect(totalOf({ numbers }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(numbers).not.toHaveBeenCalled();
  });

  test("that aborts rejects with its reason at once, even if the source never answers", async () => {
    const source = silentSource();
    const controller = new AbortController();
    const answer = totalOf(source, { signal: controller.signal });
    await macrotask();
    expect(source.signals[0]!.aborted).toBe(false);
    const reason = { any: "value" };
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    expect(source.signals[0]!.aborted).toBe(true);
    expect(source.signals[0]!.reason).toBe(reason);
    expect(source.returned).toBe(1);
  });

  test("that aborts without a reason rejects with an AbortError", async () => {
    const controller = new AbortController();
    const answer = totalOf(silentSource(), { signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
  });

  test("that aborts while numbers() is called", async () => {
    const controller = new AbortController();
    const source = silentSource();
    const api: NumbersApi = {
      numbers(options) {
        controller.abort("early");
        return source.numbers(options);
      },
    };
    await expect(totalOf(api, { signal: controller.signal })).rejects.toBe("early");
    expect(source.returned).toBe(1);
  });

  test("that aborts from onProgress: nothing more is added, and nothing more is told", async () => {
    const controller = new AbortController();
    const source = sourceOf([1], [2], [3]);
    const onProgress = vi.fn<() => void>(() => controller.abort("enough"));
    await expect(totalOf(source, { signal: controller.signal, onProgress })).rejects.toBe("enough");
    await macrotask();
    expect(onProgress).toHaveBeenCalledTimes(1);
    expect(source.events).toEqual(["next", "closed"]);
  });

  test("that aborts in the middle of a long batch ends the work on it, and closes the source once", async () => {
    const controller = new AbortController();
    const onProgress = vi.fn<() => void>();
    const batch = new Float64Array(5_000_000);
    const next = vi.fn<() => Promise<IteratorResult<Batch>>>(async () => {
      setImmediate(() => controller.abort("enough"));
      return { done: false, value: batch };
    });
    const end = vi.fn<() => Promise<IteratorResult<Batch>>>(async () => ({ done: true, value: undefined }));
    const api: NumbersApi = { numbers: () => ({ [Symbol.asyncIterator]: () => ({ next, return: end }) }) };
    const slow = await slowTotalOf();
    await expect(slow(api, { signal: controller.signal, onProgress })).rejects.toBe("enough");
    for (let i = 0; i < 30; i++) await macrotask();
    expect(onProgress).not.toHaveBeenCalled();
    expect(next).toHaveBeenCalledTimes(1);
    expect(end).toHaveBeenCalledTimes(1);
  });

  test("that aborts after the end changes nothing", async () => {
    const controller = new AbortController();
    const source = sourceOf([1]);
    const answer = await totalOf(source, { signal: controller.signal });
    controller.abort();
    expect(answer.toString()).toBe("1");
    expect(source.signals[0]!.aborted).toBe(false);
  });

  test("keeps no listener, however it ends", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    await totalOf(sourceOf([1]), { signal });
    await expect(totalOf(sourceOf([true]), { signal })).rejects.toThrow(TypeError);
    const failing: NumbersApi = {
      numbers() {
        throw new Error("no source");
      },
    };
    await expect(totalOf(failing, { signal })).rejects.toThrow("no source");
    expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
      added.mock.calls.map(([, listener]) => listener),
    );
    expect(added).toHaveBeenCalledTimes(2);
  });

  test("an error of the source after the abort is nobody's", async () => {
    const controller = new AbortController();
    const unhandled = vi.fn<() => void>();
    process.on("unhandledRejection", unhandled);
    const api: NumbersApi = {
      async *numbers({ signal }) {
        yield [1];
        await new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(new Error("torn down"))),
        );
      },
    };
    const answer = totalOf(api, { signal: controller.signal });
    await macrotask();
    controller.abort("enough");
    await expect(answer).rejects.toBe("enough");
    await macrotask();
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe("the source", () => {
  test("that fails: its own error, and its signal aborts", async () => {
    const thrown = new TotalError("SOURCE_UNAVAILABLE", { expected: "numbers", got: "none" });
    let seen: AbortSignal | undefined;
    const api: NumbersApi = {
      async *numbers({ signal }) {
        seen = signal;
        yield [1];
        throw thrown;
      },
    };
    await expect(totalOf(api)).rejects.toBe(thrown);
    expect(seen!.aborted).toBe(true);
  });

  test("whose numbers() throws: its own error", async () => {
    const thrown = new Error("no source");
    const api: NumbersApi = {
      numbers() {
        throw thrown;
      },
    };
    await expect(totalOf(api)).rejects.toBe(thrown);
  });

  test("of bad data is closed before totalOf rejects, its signal aborted first", async () => {
    const events: string[] = [];
    const api: NumbersApi = {
      async *numbers({ signal }) {
        try {
          yield text("x ");
        } finally {
          events.push(`aborted: ${signal.aborted}`);
          await macrotask();
          events.push("closed");
        }
      },
    };
    await expect(totalOf(api)).rejects.toMatchObject({ code: "BAD_NUMBER" });
    expect(events).toEqual(["aborted: true", "closed"]);
  });

  test("is closed once, and not asked again after that", async () => {
    const source = silentSource();
    const controller = new AbortController();
    const onProgress = (): void => controller.abort("enough");
    await expect(totalOf(source, { signal: controller.signal, onProgress })).rejects.toBe("enough");
    await macrotask();
    expect(source.returned).toBe(1);
    expect(source.asked).toBe(1);
  });

  test("each call starts anew", async () => {
    const source = sourceOf([1, 2]);
    expect((await totalOf(source)).toString()).toBe("3");
    expect((await totalOf(source)).toString()).toBe("3");
  });
});

describe("the event loop gets its turn", () => {
  test("while a source resolves nothing but microtasks", async () => {
    const slow = await slowTotalOf();
    const numbers = new Float64Array(50_000).fill(0.1);
    let hadTurn = false;
    setImmediate(() => (hadTurn = true));
    await slow({
      async *numbers() {
        for (let i = 0; i < 3; i++) yield numbers;
      },
    });
    expect(hadTurn).toBe(true);
  });

  test("in the middle of a long batch", async () => {
    const slow = await slowTotalOf();
    const source = sourceOf(text("1 ".repeat(1_000_000)));
    let seen: readonly string[] = [];
    setImmediate(() => (seen = [...source.events]));
    await slow(source);
    // Its one batch had been delivered, and was not done with.
    expect(seen).toEqual(["next"]);
  });
});
