import { PassThrough, Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ClientLeft, Refusal } from "../problem.js";
import { testClock } from "../testing/test-app.js";
import { BodyPieces } from "./pieces.js";

const TIMEOUT_MS = 1000;
const DEADLINE_MS = 100_000;

const turn = () => new Promise((resolve) => setImmediate(resolve));

function opened() {
  const body = new PassThrough();
  const clock = testClock();
  const pieces = new BodyPieces(body, { timeoutMs: TIMEOUT_MS, deadlineMs: DEADLINE_MS, now: clock.now });
  return {
    body,
    pieces,
    /** Asks for the next piece. A rejection before the test looks is not unhandled. */
    ask() {
      const piece = pieces.next();
      piece.catch(() => {});
      return piece;
    },
    /** Lets time pass, as the timers and the clock see it. */
    async pass(ms: number) {
      clock.passMs(ms);
      vi.advanceTimersByTime(ms);
      await turn();
      await turn();
    },
  };
}

/** The outcome of a promise so far. */
async function stateOf(promise: Promise<unknown>): Promise<string> {
  await turn();
  const settled = promise.then(
    () => "resolved",
    (reason: unknown) => (reason instanceof Refusal ? `refused: ${reason.message}` : String(reason)),
  );
  return Promise.race([settled, turn().then(() => "waiting")]);
}

const text = ({ value }: IteratorResult<Uint8Array, undefined>) => Buffer.from(value ?? []).toString();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the pieces of a body", () => {
  test("come in their order, whether they are waited for or not, and then end", async () => {
    const { body, pieces } = opened();
    const first = pieces.next();
    body.write("a");
    expect(text(await first)).toBe("a");
    body.write("b");
    await turn();
    body.end("c");
    await turn();
    expect(text(await pieces.next())).toBe("bc");
    expect(await pieces.next()).toEqual({ done: true, value: undefined });
    expect(await pieces.next()).toEqual({ done: true, value: undefined });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("are not read before they are asked for, so that one waits and the others wait with the client", async () => {
    const read = vi.fn<() => void>();
    const body = new Readable({ read, highWaterMark: 16_384 });
    const pieces = new BodyPieces(body, { timeoutMs: TIMEOUT_MS, deadlineMs: DEADLINE_MS, now: () => 0 });
    await turn();
    expect(read).toHaveBeenCalledTimes(1);
    for (let asked = 1; asked < 5; asked++) {
      // Node's HTTP server stops reading by this.
      expect(body.push(Buffer.alloc(65_536))).toBe(false);
      await turn();
      expect(read).toHaveBeenCalledTimes(asked);
      expect((await pieces.next()).value?.length).toBe(65_536);
    }
  });

  test("come together where they are small", async () => {
    const { body, pieces } = opened();
    for (let i = 0; i < 150; i++) body.write("1");
    expect((await pieces.next()).value?.length).toBe(150);
  });

  test("give their memory back when the next is asked for", async () => {
    const { body, pieces } = opened();
    body.write(Buffer.alloc(65_536));
    const { value } = await pieces.next();
    expect(value?.length).toBe(65_536);
    body.write("a");
    expect(text(await pieces.next())).toBe("a");
    expect(value?.length).toBe(0);
  });

  test("leave the stream open where the rest is not wanted, and a piece that was waited for never comes", async () => {
    const { body, pieces } = opened();
    const waiting = pieces.next();
    pieces.stop();
    expect(await waiting).toEqual({ done: true, value: undefined });
    body.write("a");
    await turn();
    expect(await pieces.next()).toEqual({ done: true, value: undefined });
    expect(body.destroyed).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    for (const event of ["readable", "end", "error", "close"]) {
      expect(body.listeners(event).filter((listener) => Object.values(pieces).includes(listener))).toEqual(
        [],
      );
    }
  });

  test.each<[string, (body: PassThrough) => void]>([
    ["closed", (body) => body.destroy()],
    ["reset", (body) => body.destroy(new Error("ECONNRESET"))],
  ])("end with an error where the connection is %s, at once", async (_, spoil) => {
    const { body, pieces } = opened();
    body.write("a");
    await turn();
    spoil(body);
    await turn();
    await expect(pieces.next()).rejects.toThrow(ClientLeft);
  });

  test("end with an error where it was closed before", async () => {
    const body = new PassThrough();
    body.destroy();
    const pieces = new BodyPieces(body, { timeoutMs: TIMEOUT_MS, deadlineMs: DEADLINE_MS, now: () => 0 });
    await expect(pieces.next()).rejects.toThrow(ClientLeft);
  });
});

describe("a body that comes slowly", () => {
  const TOO_SLOW =
    "refused: expected a body without a silence of 1000 ms, and of 1 KiB/s after that time, got a slower one";

  test("is refused after the longest silence", async () => {
    const { ask, pieces, pass } = opened();
    const waiting = ask();
    await pass(999);
    expect(await stateOf(waiting)).toBe("waiting");
    await pass(1);
    expect(await stateOf(waiting)).toBe(TOO_SLOW);
    await expect(pieces.next()).rejects.toMatchObject({ status: 408, headers: { Connection: "close" } });
  });

  test("is refused after a silence between two pieces", async () => {
    const { ask, body, pieces, pass } = opened();
    body.write(Buffer.alloc(10_000));
    await pieces.next();
    const waiting = ask();
    await pass(1000);
    expect(await stateOf(waiting)).toBe(TOO_SLOW);
  });

  test("is refused where it is a byte now and then", async () => {
    const { ask, body, pass } = opened();
    for (let i = 0; i < 4; i++) {
      const waiting = ask();
      await pass(249);
      body.write("1");
      expect(await stateOf(waiting)).toBe("resolved");
    }
    const waiting = ask();
    await pass(4);
    expect(await stateOf(waiting)).toBe(TOO_SLOW);
  });

  test("is not where it comes at 1 KiB/s and more", async () => {
    const { ask, body, pass } = opened();
    for (let i = 0; i < 20; i++) {
      const waiting = ask();
      await pass(990);
      body.write(Buffer.alloc(2048));
      expect(await stateOf(waiting)).toBe("resolved");
    }
  });

  test("has until the deadline, however much has come", async () => {
    const { ask, body, pass } = opened();
    for (let ms = 0; ms + 900 < DEADLINE_MS; ms += 900) {
      const waiting = ask();
      await pass(900);
      body.write(Buffer.alloc(10_000));
      expect(await stateOf(waiting)).toBe("resolved");
    }
    const waiting = ask();
    await pass(900);
    expect(await stateOf(waiting)).toBe("refused: expected a body within 100000 ms, got a slower one");
    await expect(ask()).rejects.toMatchObject({ status: 408, headers: { Connection: "close" } });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is refused at the deadline where nobody asks", async () => {
    const { ask, pass } = opened();
    await pass(DEADLINE_MS);
    expect(await stateOf(ask())).toMatch(/^refused: expected a body within /);
  });

  test("has no deadline once it has ended", async () => {
    const { body, pieces, pass } = opened();
    body.end("1");
    await pieces.next();
    expect(await pieces.next()).toMatchObject({ done: true });
    await pass(DEADLINE_MS);
    expect(await pieces.next()).toMatchObject({ done: true });
  });

  test("has all the time that it was not waited for", async () => {
    const { ask, body, pieces, pass } = opened();
    body.write("1");
    await pieces.next();
    await pass(60_000);
    const waiting = ask();
    await pass(999);
    expect(await stateOf(waiting)).toBe("waiting");
    body.write("2");
    expect(await stateOf(waiting)).toBe("resolved");
  });

  test("is not where the piece is there when the time is over, and only not seen yet", async () => {
    const { ask, body } = opened();
    const waiting = ask();
    vi.advanceTimersByTime(TIMEOUT_MS);
    body.write("1");
    expect(await stateOf(waiting)).toBe("resolved");
  });
});
