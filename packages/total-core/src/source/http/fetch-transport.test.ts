import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { NumbersApi } from "../../numbers-api.js";
import { collectedBytes, faultOf } from "../../testing/collected.js";
import { answerHead, ok, rawServer, type RawServer } from "../../testing/raw-server.js";
import { httpNumbers } from "../../http-numbers.js";
import type { HttpNumbersOptions } from "./http-numbers.js";

/** As in a browser, where there is no `process`; the fetch is Node's. */
function httpNumbersByFetch(url: string, options: HttpNumbersOptions = {}): NumbersApi {
  vi.stubGlobal("process", undefined);
  try {
    return httpNumbers(url, options);
  } finally {
    vi.unstubAllGlobals();
  }
}

/** As browsers do it: asked not to follow, they hide what there is to follow. */
async function hidingServer(): Promise<RawServer> {
  const server = await rawServer((socket, { path }) =>
    socket.end(path === "/a" ? answerHead("302 Found", { location: "/b", "content-length": 0 }) : ok("[7]")),
  );
  const { fetch } = globalThis;
  onTestFinished(() => void vi.restoreAllMocks());
  vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
    const response = await fetch(url, init);
    if (init?.redirect !== "manual" || response.status !== 302) return response;
    return Object.defineProperty(Response.error(), "type", { value: "opaqueredirect" });
  });
  return server;
}

const TEXT = { "content-type": "text/plain" };

describe("by fetch", () => {
  test("numbers, with the caller's headers", async () => {
    const server = await rawServer((socket) => socket.end(ok("[7]")));
    const api = httpNumbersByFetch(server.origin, { headers: { "x-key": "k" } });
    expect(await collectedBytes(api)).toMatchObject({ text: "[7]", format: "json" });
    expect(server.requests[0]?.headers).toMatchObject({ "x-key": "k" });
    await server.allClosed();
  });

  test("a body that is cut is SOURCE_UNAVAILABLE", async () => {
    const server = await rawServer((socket) =>
      socket.end(`${answerHead("200 OK", { ...TEXT, "content-length": 9 })}1 2`),
    );
    expect((await faultOf(httpNumbersByFetch(server.origin))).code).toBe("SOURCE_UNAVAILABLE");
  });

  test("a body without framing is SOURCE_UNAVAILABLE, and so is one that fetch has decompressed", async () => {
    const open = await rawServer((socket) => socket.end(`${answerHead("200 OK", TEXT)}1 2`));
    expect((await faultOf(httpNumbersByFetch(open.origin))).code).toBe("SOURCE_UNAVAILABLE");
    const gzip = await rawServer((socket) =>
      socket.end(ok(gzipSync("1 2"), { ...TEXT, "content-encoding": "gzip" })),
    );
    expect((await faultOf(httpNumbersByFetch(gzip.origin))).code).toBe("SOURCE_UNAVAILABLE");
  });

  test("JSON that fetch has decompressed shows by itself that it is whole", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const server = await rawServer((socket) => socket.end(ok(gzipSync("[7]"), headers)));
    expect((await collectedBytes(httpNumbersByFetch(server.origin))).text).toBe("[7]");
  });

  test("no connection is SOURCE_UNAVAILABLE, in words", async () => {
    const server = await rawServer(() => {});
    await server.stop();
    const fault = await faultOf(httpNumbersByFetch(server.origin, { retries: 0 }));
    expect(fault).toMatchObject({ code: "SOURCE_UNAVAILABLE", got: "connection refused" });
  });

  test("silence is SOURCE_TIMEOUT", async () => {
    for (const sent of ["", answerHead("200 OK", { ...TEXT, "content-length": 9 })]) {
      const server = await rawServer((socket) => socket.write(sent));
      expect((await faultOf(httpNumbersByFetch(server.origin, { timeoutMs: 60 }))).code).toBe(
        "SOURCE_TIMEOUT",
      );
      await server.allClosed();
    }
  });

  test("nothing is left when the reader leaves early or the signal aborts", async () => {
    const head = answerHead("200 OK", { ...TEXT, "content-length": 9 });
    const server = await rawServer((socket) => socket.write(`${head}1 2`));
    for await (const _ of httpNumbersByFetch(server.origin).numbers(new AbortController())) break;
    await server.allClosed();
    const controller = new AbortController();
    const batches = httpNumbersByFetch(server.origin).numbers(controller)[Symbol.asyncIterator]();
    await batches.next();
    controller.abort(new Error("enough"));
    await server.allClosed();
    await expect(batches.next()).rejects.toThrow("enough");
  });
});

describe("a redirect", () => {
  test("is followed by us where fetch says where it leads, and headers stay at home", async () => {
    const other = await rawServer((socket) => socket.end(ok("[7]")));
    const server = await rawServer((socket) =>
      socket.end(answerHead("302 Found", { location: other.origin })),
    );
    const api = httpNumbersByFetch(server.origin, { headers: { authorization: "Bearer t" } });
    expect((await collectedBytes(api)).text).toBe("[7]");
    expect(other.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  test("is left to fetch where it hides where it leads and nothing secret would go along", async () => {
    const server = await hidingServer();
    expect((await collectedBytes(httpNumbersByFetch(`${server.origin}/a`))).text).toBe("[7]");
    const { code } = await faultOf(httpNumbersByFetch(`${server.origin}/a`, { maxRedirects: 0 }));
    expect(code).toBe("SOURCE_UNAVAILABLE");
  });

  test("is refused where it hides where it leads and headers would go along", async () => {
    const server = await hidingServer();
    const headers = { authorization: "Bearer t" };
    const { code } = await faultOf(httpNumbersByFetch(`${server.origin}/a`, { headers, retries: 0 }));
    expect(code).toBe("SOURCE_UNAVAILABLE");
    expect(server.requests.map(({ path }) => path)).not.toContain("/b");
  });
});
