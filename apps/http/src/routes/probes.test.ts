import type { NumbersApi } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import { testApp, testClock } from "../testing/test-app.js";

test.each(["/livez", "/readyz", "/livez?1764427571", "/readyz?check=lb"])(
  "GET %s says that all is well",
  async (path) => {
    const answer = await testApp().request(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({ status: "ok" });
  },
);

test("while draining the service is alive, but not ready", async () => {
  const app = testApp({ isDraining: () => true });
  expect((await app.request("/livez")).status).toBe(200);
  const answer = await app.request("/readyz");
  expect(answer.status).toBe(503);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ detail: "the service is about to end" });
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Begins a post whose body ends when told to. */
function posting(app: ReturnType<typeof testApp>) {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
  const headers = { "content-type": "text/plain" };
  const answer = app.request("/total", { method: "POST", headers, body, duplex: "half" } as RequestInit);
  return async () => {
    controller.close();
    expect((await answer).status).toBe(200);
  };
}

describe("where all places for totals have been taken", () => {
  const LONG = 10_000;
  const MAX = 2;

  function scene(numbers?: NumbersApi) {
    const clock = testClock();
    const app = testApp({ clock, maxConcurrentTotals: MAX, ...(numbers !== undefined && { numbers }) });
    const ready = async () => (await app.request("/readyz")).status;
    return { ...clock, app, ready };
  }

  test("by bodies for long, the service is alive, but not ready until one is free", async () => {
    const { app, passMs, ready } = scene();
    const [end, endOther] = [posting(app), posting(app)];
    passMs(LONG - 1);
    expect(await ready()).toBe(200);
    passMs(1);
    expect((await app.request("/livez")).status).toBe(200);
    const answer = await app.request("/readyz");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      detail: "all places for totals of bodies have been taken for 10 s or longer",
    });
    await end();
    expect(await ready()).toBe(200);
    await endOther();
  });

  test("but one has become free meanwhile, the time begins again", async () => {
    const { app, passMs, ready } = scene();
    const [end] = [posting(app), posting(app)];
    passMs(LONG - 1);
    await end!();
    posting(app);
    passMs(LONG - 1);
    expect(await ready()).toBe(200);
    passMs(1);
    expect(await ready()).toBe(503);
  });

  test("by fetches that were given up and do not end, the service is not ready", async () => {
    const deliver: (() => void)[] = [];
    const { app, passMs, ready } = scene({
      async *numbers() {
        await new Promise<void>((resolve) => deliver.push(resolve));
        yield [1];
      },
    });
    for (let i = 0; i < MAX; i++) {
      const leaving = new AbortController();
      const left = app.request("/total", { signal: leaving.signal });
      await turn();
      await turn();
      passMs(LONG);
      expect(await ready()).toBe(200);
      leaving.abort();
      await left;
      await turn();
    }
    passMs(LONG);
    const answer = await app.request("/readyz");
    expect(await answer.json()).toMatchObject({
      status: 503,
      detail: "all places for totals of fetches have been taken for 10 s or longer",
    });
    deliver[0]!();
    await turn();
    expect(await ready()).toBe(200);
  });
});
