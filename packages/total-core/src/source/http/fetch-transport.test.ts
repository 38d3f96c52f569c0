import { once } from "node:events";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { NumbersApi } from "../../contract/numbers-api.js";
import { collectedBytes, faultOf } from "../../testing/collected.js";
import { answerHead, chunk, ok, rawServer, type RawServer } from "../../testing/raw-server.js";
import { httpNumbers, type HttpNumbersOptions } from "./http-numbers.js";

/** As in a browser, where there is no `process`; the fetch is Node's. */
function httpNumbersByFetch(url: string, options: HttpNumbersOptions = {}): NumbersApi {
  vi.stubGlobal("process", undefined);
  try {
    return httpNumbers(url, options);
  } finally {
    vi.unstubAllGlobals();
  }
}

/** The numbers of a server that gives this answer. */
async function apiOf(answer: Uint8Array, options?: HttpNumbersOptions): Promise<NumbersApi> {
  const server = await rawServer((socket) => socket.end(answer));
  return httpNumbersByFetch(server.origin, options);
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

const JSON_TYPE = { "content-type": "application/json" };
const TEXT = { "content-type": "text/plain" };

const beginningOf = (type: Readonly<Record<string, string>>): string =>
  answerHead("200 OK", { ...type, "transfer-encoding": "chunked" }) + chunk("1 2 ").toString();

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

  // Deno's fetch forgets it where garbage is collected after the head of the answer: denoland/deno#29075.
  test("nothing is left where fetch has forgotten the signal", async () => {
    const { fetch } = globalThis;
    onTestFinished(() => void vi.restoreAllMocks());
    vi.spyOn(globalThis, "fetch").mockImplementation((url, init) => fetch(url, { ...init, signal: null }));
    // Not those of all connections: Node's fetch opens another one in place of one that it breaks off.
    const closed: Promise<unknown>[] = [];
    const serverOf = (answer: (socket: Socket) => unknown) =>
      rawServer((socket) => {
        closed.push(once(socket, "close"));
        answer(socket);
      });
    const server = await serverOf((socket) => socket.write(beginningOf(TEXT)));

    const silent = await faultOf(httpNumbersByFetch(server.origin, { timeoutMs: 60 }));
    expect(silent.code).toBe("SOURCE_TIMEOUT");
    await closed.at(-1);

    for await (const _ of httpNumbersByFetch(server.origin).numbers(new AbortController())) break;
    await closed.at(-1);

    const controller = new AbortController();
    const batches = httpNumbersByFetch(server.origin).numbers(controller)[Symbol.asyncIterator]();
    await batches.next();
    const waiting = batches.next();
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    await closed.at(-1);

    const pictures = await serverOf((socket) => socket.write(beginningOf({ "content-type": "image/png" })));
    expect((await faultOf(httpNumbersByFetch(pictures.origin))).code).toBe("UNSUPPORTED");
    await closed.at(-1);

    let answer!: () => void;
    const late = await serverOf((socket) => (answer = () => socket.write(beginningOf(TEXT))));
    expect((await faultOf(httpNumbersByFetch(late.origin, { timeoutMs: 60 }))).code).toBe("SOURCE_TIMEOUT");
    answer();
    await Promise.all(closed);
    expect(closed).toHaveLength(5);
  });
});

describe("another origin's answer, of which CORS hides most headers", () => {
  const { fetch } = globalThis;
  let exposed: readonly string[] = [];
  beforeEach(() => {
    exposed = ["content-length", "content-type"];
    vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
      const response = await fetch(url, init);
      const headers = [...response.headers].filter(([name]) => exposed.includes(name));
      return Object.defineProperties(response, {
        type: { value: "cors" },
        headers: { value: new Headers(headers) },
      });
    });
  });
  afterEach(() => void vi.restoreAllMocks());

  const lines = "12\n".repeat(40_000);
  const GZIP = { "content-encoding": "gzip" };

  test("is read where its bytes are as many as Content-Length says", async () => {
    for (const body of [lines, ""]) {
      expect((await collectedBytes(await apiOf(ok(body, TEXT)))).text).toBe(body);
    }
  });

  test.for([
    ["many bytes", gzipSync(lines)],
    ["fewer bytes than that takes", gzipSync("1 2")],
  ] as const)("is SOURCE_UNAVAILABLE where it was compressed, of %s", async ([_what, body]) => {
    const { code, message } = await faultOf(await apiOf(ok(body, { ...TEXT, ...GZIP })));
    expect(code).toBe("SOURCE_UNAVAILABLE");
    expect(message).toContain(
      `expected the ${body.length} bytes of its Content-Length, because its Content-Encoding cannot be read, got `,
    );
  });

  test("is SOURCE_UNAVAILABLE where nothing but chunks shows that it is whole, which a cut before it was compressed would not", async () => {
    exposed = ["content-type", "transfer-encoding"];
    const head = answerHead("200 OK", { ...TEXT, "transfer-encoding": "chunked" });
    const answer = Buffer.concat([Buffer.from(head), chunk("1 2"), chunk("")]);
    expect((await faultOf(await apiOf(answer))).code).toBe("SOURCE_UNAVAILABLE");
  });

  test("is read where it shows by itself that it is whole, compressed or not", async () => {
    exposed = ["content-length", "content-type", "etag"];
    const list = `[${"1,".repeat(9999)}1]`;
    const headers = { ...JSON_TYPE, etag: '"v1"' };
    for (const answer of [ok(list, headers), ok(gzipSync(list), { ...headers, ...GZIP })]) {
      expect((await collectedBytes(await apiOf(answer))).text).toBe(list);
    }
  });

  test("does not say how long it is", async () => {
    const onLength = vi.fn<(bytes: number) => void>();
    await collectedBytes(await apiOf(ok("[7]"), { onLength }));
    expect(onLength).not.toHaveBeenCalled();
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
