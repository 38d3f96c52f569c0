import { TotalError, type NumbersApi } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import { numbersOf, testApp, testClock } from "../testing/test-app.js";

const text = { headers: { accept: "text/plain" } };
const turn = () => new Promise((resolve) => setImmediate(resolve));

const encoded = (literals: string, format: "text" | "json" = "text") =>
  numbersOf([{ bytes: new TextEncoder().encode(literals), format, name: "http://numbers.internal/list" }]);

/** Delivers when the test says so, and notes whether it was cancelled. */
function heldNumbers({ heedsSignal }: { heedsSignal: boolean }) {
  const begun: { signal: AbortSignal; deliver: () => void }[] = [];
  const numbers: NumbersApi = {
    async *numbers({ signal }) {
      await new Promise<void>((resolve, reject) => {
        begun.push({ signal, deliver: resolve });
        if (heedsSignal) signal.addEventListener("abort", () => reject(signal.reason as Error));
      });
      yield [begun.length];
    },
  };
  return { begun, numbers };
}

describe("GET /total", () => {
  test("answers the total and nothing else", async () => {
    const app = testApp({ numbers: numbersOf([Uint32Array.of(50_000_000), [25n, 50_000_005_000_000n]]) });
    const answer = await app.request("/total");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.text()).toBe('{"total":50000055000025}');
  });

  test.each([
    ["no numbers", "", '{"total":0}'],
    ["decimals", "0.1 0.2", '{"total":0.3}'],
    ["a negative total", "-1.50 0.25", '{"total":-1.25}'],
    ["2^53 + 1", "9007199254740993", '{"total":9007199254740993,"exact":"9007199254740993"}'],
    ["2^53", "9007199254740992", '{"total":9007199254740992}'],
    ["an integer that binary64 prints with an exponent", "1e23", '{"total":100000000000000000000000}'],
    [
      "its neighbour",
      "100000000000000000000001",
      '{"total":100000000000000000000001,"exact":"100000000000000000000001"}',
    ],
    ["a small decimal", "1e-7", '{"total":0.0000001}'],
    [
      "more digits than binary64 has",
      "0.12345678901234567891",
      '{"total":0.12345678901234567891,"exact":"0.12345678901234567891"}',
    ],
    ["an integer past binary64", "1e400", `{"total":1${"0".repeat(400)},"exact":"1${"0".repeat(400)}"}`],
  ])("of %s writes its digits, and exact where binary64 has others", async (_, literals, body) => {
    const answer = await testApp({ numbers: encoded(literals) }).request("/total");
    expect(await answer.text()).toBe(body);
    expect(JSON.parse(body)).toHaveProperty("total");
  });

  test("of binary numbers prints the shortest digits that read back", async () => {
    const answer = await testApp({ numbers: numbersOf([[0.1, 0.2]]) }).request("/total");
    expect(await answer.text()).toBe('{"total":0.30000000000000004}');
  });

  test("as text is the digits and a newline", async () => {
    const answer = await testApp({ numbers: encoded("9007199254740993 0.5") }).request("/total", text);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await answer.text()).toBe("9007199254740993.5\n");
  });

  test.each([
    [[Number.NaN], "NaN"],
    [[Infinity, 1], "Infinity"],
    [[-Infinity], "-Infinity"],
  ])("of %j is a 502 in JSON, which has no word for it, and %s in text", async (numbers, shown) => {
    const app = testApp({ numbers: numbersOf([numbers]) });
    const json = await app.request("/total");
    expect(json.status).toBe(502);
    expect(await json.json()).toEqual({
      type: "about:blank",
      title: "Bad Gateway",
      status: 502,
      detail: `expected a finite total, got ${shown}`,
      code: "NOT_FINITE",
      expected: "a finite total",
      got: shown,
    });
    const plain = await app.request("/total", text);
    expect(plain.status).toBe(200);
    expect(await plain.text()).toBe(`${shown}\n`);
  });

  test.each(["application/json", "text/plain"])("HEAD has the headers of %s and no body", async (accept) => {
    const app = testApp();
    const get = await app.request("/total", { headers: { accept } });
    const head = await app.request("/total", { method: "HEAD", headers: { accept } });
    expect(head.status).toBe(200);
    expect([...head.headers]).toEqual([...get.headers]);
    expect(head.headers.get("content-length")).toBe(String((await get.text()).length));
    expect(await head.text()).toBe("");
  });

  test.each([
    ["?x=1", "x"],
    ["?column=amount", "column"],
    ["?&url=http://other.test", "url"],
    ["?=", ""],
  ])("refuses the query %s, and fetches nothing", async (query, name) => {
    const { begun, numbers } = heldNumbers({ heedsSignal: true });
    const app = testApp({ numbers });
    const answer = await app.request(`/total${query}`);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        type: "about:blank",
        title: "Bad Request",
        status: 400,
        detail: `query: expected no query, got "${name}"`,
      },
    ]);
    expect((await app.request(`/total${query}`, { method: "HEAD" })).status).toBe(400);
    expect(begun).toEqual([]);
  });

  test("takes a question mark with nothing behind it", async () => {
    expect((await testApp().request("/total?")).status).toBe(200);
  });

  test("is neither kept by caches nor mixed up between media types", async () => {
    const { headers } = await testApp().request("/total");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("vary")).toBe("Accept");
  });

  test("tells the time of the fetch from the time of the sum", async () => {
    const clock = testClock();
    const numbers: NumbersApi = {
      async *numbers() {
        clock.passMs(1000.25);
        yield {
          // Read by the sum, not by the source.
          get bytes() {
            clock.passMs(7);
            return new TextEncoder().encode("1 ");
          },
          format: "text",
        };
        clock.passMs(20);
      },
    };
    const answer = await testApp({ numbers, clock }).request("/total");
    const [, fetchMs, sumMs] =
      /^fetch;dur=(\d+\.\d), sum;dur=(\d+\.\d)$/.exec(answer.headers.get("server-timing") ?? "") ?? [];
    expect(fetchMs).toBe("1020.3");
    expect(Number(sumMs)).toBeGreaterThan(0);
    expect(Number(sumMs) % 7).toBe(0);
  });

  test("accepted in no type that is offered is a 406", async () => {
    let asked = false;
    const numbers: NumbersApi = {
      async *numbers() {
        asked = true;
        yield [1];
      },
    };
    const answer = await testApp({ numbers }).request("/total", { headers: { accept: "image/png" } });
    expect(answer.status).toBe(406);
    expect(answer.headers.get("vary")).toBe("Accept");
    expect(await answer.json()).toMatchObject({
      status: 406,
      detail: "expected one of application/json, text/plain to be accepted",
    });
    expect(asked).toBe(false);
  });
});

describe("GET /total of a numbers API at fault", () => {
  test("says what is wrong and where in the data, not where they come from", async () => {
    const answer = await testApp({ numbers: encoded('[1,\n 2,"x"]', "json") }).request("/total");
    expect(answer.status).toBe(502);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toEqual({
      type: "about:blank",
      title: "Bad Gateway",
      status: 502,
      detail: 'line 2, column 4: expected a number, got "x"',
      code: "BAD_NUMBER",
      line: 2,
      column: 4,
      offset: 7,
      expected: "a number",
      got: '"x"',
    });
  });

  test("that does not answer is a 502 without its address", async () => {
    const error = new TotalError("SOURCE_UNAVAILABLE", {
      place: { source: "http://numbers.internal:81/list" },
      expected: "an answer",
      got: "a redirect to http://other.internal/",
      cause: new Error("connect ECONNREFUSED 10.0.0.7:81"),
    });
    const answer = await testApp({ numbers: numbersOf([[1]], error) }).request("/total");
    expect(answer.status).toBe(502);
    expect(await answer.json()).toEqual({
      type: "about:blank",
      title: "Bad Gateway",
      status: 502,
      detail: "expected an answer, got a redirect to an address",
      code: "SOURCE_UNAVAILABLE",
      expected: "an answer",
      got: "a redirect to an address",
    });
  });

  test("that is too slow is a 504", async () => {
    const error = new TotalError("SOURCE_TIMEOUT", { expected: "an answer within 50 ms", got: "none" });
    const answer = await testApp({ numbers: numbersOf([], error) }).request("/total", text);
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ title: "Gateway Timeout", code: "SOURCE_TIMEOUT" });
  });

  test("that throws what it should not is a 500 which says nothing of it; the log gets it", async () => {
    const error = new Error("password hunter2 was refused");
    const bindings = {};
    const answer = await testApp({ numbers: numbersOf([], error) }).request("/total", {}, bindings);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe(
      '{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"the service failed; its log says how"}',
    );
    expect(bindings).toMatchObject({ fault: error });
  });
});

describe("GET /total, several at once", () => {
  test("share one fetch, whatever type they accept", async () => {
    const { begun, numbers } = heldNumbers({ heedsSignal: true });
    const app = testApp({ numbers });
    const first = app.request("/total");
    await turn();
    const second = app.request("/total", text);
    await turn();
    expect(begun.length).toBe(1);
    begun[0]!.deliver();
    expect(await (await first).text()).toBe('{"total":1}');
    expect(await (await second).text()).toBe("1\n");
    const third = app.request("/total");
    await turn();
    begun[1]!.deliver();
    expect(await (await third).text()).toBe('{"total":2}');
  });

  test("cancel it when the last of them has left", async () => {
    const { begun, numbers } = heldNumbers({ heedsSignal: true });
    const app = testApp({ numbers });
    const clients = [new AbortController(), new AbortController()];
    const answers = clients.map(({ signal }) => app.request("/total", { signal }));
    await turn();
    await turn();
    clients[0]!.abort();
    expect((await answers[0]!).status).toBe(499);
    expect(begun[0]!.signal.aborted).toBe(false);
    clients[1]!.abort();
    expect((await answers[1]!).status).toBe(499);
    expect(begun[0]!.signal.aborted).toBe(true);
  });

  test("past the limit are told to come back, and are served when a cancelled source has let go", async () => {
    const { begun, numbers } = heldNumbers({ heedsSignal: false });
    const app = testApp({ numbers, maxConcurrentTotals: 1 });
    const leaving = new AbortController();
    const left = app.request("/total", { signal: leaving.signal });
    await turn();
    await turn();
    leaving.abort();
    await left;
    const refused = await app.request("/total");
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await refused.json()).toMatchObject({ title: "Service Unavailable" });
    begun[0]!.deliver();
    await turn();
    const served = app.request("/total");
    await turn();
    begun[1]!.deliver();
    expect(await (await served).text()).toBe('{"total":2}');
  });
});
