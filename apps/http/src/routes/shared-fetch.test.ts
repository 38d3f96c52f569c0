import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { shareFetch } from "./shared-fetch.js";

/** A fetch whose outcome the test decides. */
function fetches() {
  const begun: {
    signal: AbortSignal;
    resolve: (value: string) => void;
    reject: (reason: unknown) => void;
  }[] = [];
  const join = shareFetch(
    (signal) => new Promise<string>((resolve, reject) => begun.push({ signal, resolve, reject })),
  );
  return { begun, join };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Until the fetch has begun and its waiters are watched. */
const watched = async () => {
  await turn();
  await vi.advanceTimersByTimeAsync(20);
};

const patient = () => new AbortController();

describe("a shared fetch", () => {
  test("is one for all who ask before it begins", async () => {
    const { begun, join } = fetches();
    const waiting = [join(patient()), join(patient()), join(patient())];
    await turn();
    expect(begun.length).toBe(1);
    begun[0]!.resolve("total");
    expect(await Promise.all(waiting)).toEqual(["total", "total", "total"]);
  });

  test("is one for all who ask while it is under way", async () => {
    const { begun, join } = fetches();
    const first = join(patient());
    await turn();
    const second = join(patient());
    await turn();
    const third = join(patient());
    expect(begun.length).toBe(1);
    begun[0]!.resolve("total");
    expect(await Promise.all([first, second, third])).toEqual(["total", "total", "total"]);
  });

  test("is not remembered: who asks after it ended begins another", async () => {
    const { begun, join } = fetches();
    const first = join(patient());
    await turn();
    begun[0]!.resolve("one");
    expect(await first).toBe("one");
    const second = join(patient());
    await turn();
    begun[1]!.resolve("two");
    expect(await second).toBe("two");
  });

  test("that fails, fails for each waiter, and is not remembered either", async () => {
    const { begun, join } = fetches();
    const waiting = [join(patient()), join(patient())];
    await turn();
    begun[0]!.reject(new Error("refused"));
    for (const one of waiting) await expect(one).rejects.toThrow("refused");
    const second = join(patient());
    await turn();
    begun[1]!.resolve("total");
    expect(await second).toBe("total");
  });

  test("goes on when one of its waiters leaves", async () => {
    const { begun, join } = fetches();
    const leaving = new AbortController();
    const left = join(leaving);
    const stays = join(patient());
    await watched();
    leaving.abort(new Error("gone"));
    await expect(left).rejects.toThrow("gone");
    expect(begun[0]!.signal.aborted).toBe(false);
    begun[0]!.resolve("total");
    expect(await stays).toBe("total");
  });

  test("is cancelled when its last waiter leaves", async () => {
    const { begun, join } = fetches();
    const first = new AbortController();
    const last = new AbortController();
    const waiting = [join(first), join(last)];
    await watched();
    first.abort(new Error("first"));
    expect(begun[0]!.signal.aborted).toBe(false);
    last.abort(new Error("last"));
    expect(begun[0]!.signal.aborted).toBe(true);
    expect(begun[0]!.signal.reason).toEqual(new Error("last"));
    expect(await Promise.allSettled(waiting)).toMatchObject([
      { reason: new Error("first") },
      { reason: new Error("last") },
    ]);
  });

  test("is cancelled when its only waiter left before it began", async () => {
    const { begun, join } = fetches();
    const leaving = new AbortController();
    const left = join(leaving);
    leaving.abort(new Error("gone"));
    void watched();
    await expect(left).rejects.toThrow("gone");
    expect(begun[0]!.signal.aborted).toBe(true);
  });

  test("that was cancelled is not joined: another begins, and the old one's end does not touch it", async () => {
    const { begun, join } = fetches();
    const leaving = new AbortController();
    const left = join(leaving);
    await watched();
    leaving.abort(new Error("gone"));
    await expect(left).rejects.toThrow("gone");
    const second = join(patient());
    await watched();
    begun[0]!.reject(new Error("cancelled"));
    await turn();
    const third = join(patient());
    await watched();
    expect(begun.length).toBe(2);
    begun[1]!.resolve("total");
    expect(await Promise.all([second, third])).toEqual(["total", "total"]);
  });

  test("is not aborted by waiters that leave after its outcome", async () => {
    const { begun, join } = fetches();
    const controller = new AbortController();
    const first = join(controller);
    await watched();
    begun[0]!.resolve("one");
    await first;
    const second = join(patient());
    await watched();
    controller.abort(new Error("gone"));
    expect(begun.map(({ signal }) => signal.aborted)).toEqual([false, false]);
    begun[1]!.resolve("two");
    expect(await second).toBe("two");
  });

  test("that is over soon asks no waiter for its signal", async () => {
    const join = shareFetch(() => Promise.resolve("total"));
    const leaver = {
      get signal(): AbortSignal {
        throw new Error("asked");
      },
    };
    expect(await join(leaver)).toBe("total");
    await watched();
  });

  test("is told the waiters that have not left", async () => {
    const begun: { waiting: () => string[]; end: () => void }[] = [];
    const join = shareFetch<void, string>((_, waiting) => new Promise((end) => begun.push({ waiting, end })));
    const leaver = patient();
    const left = join(leaver, "a").catch(() => {});
    const stays = join(patient(), "b");
    await turn();
    const joins = join(patient(), "c");
    const [{ waiting, end }] = begun as [(typeof begun)[0]];
    expect(waiting()).toEqual(["a", "b", "c"]);
    await watched();
    leaver.abort();
    expect(waiting()).toEqual(["b", "c"]);
    end();
    await Promise.all([left, stays, joins]);
  });
});
