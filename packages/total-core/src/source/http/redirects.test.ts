import { describe, expect, test } from "vitest";
import { collectedBytes, faultOf } from "../../testing/collected.js";
import { answerHead, ok, rawServer, type RawServer } from "../../testing/raw-server.js";
import { httpNumbers } from "./http-numbers.js";

function redirect(location: string, status = "302 Found"): string {
  return answerHead(status, { location, "content-length": 0 });
}

/** A server that redirects `/1` to `/2` and so on, and answers `/0`. */
function chain(): Promise<RawServer> {
  return rawServer((socket, { path }) => {
    const left = Number(path.slice(1));
    socket.end(left === 0 ? ok("[7]") : redirect(`/${left - 1}`));
  });
}

describe("redirects", () => {
  test.each(["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])(
    "%s is followed",
    async (status) => {
      const server = await rawServer((socket, { path }) =>
        socket.end(path === "/a/b?c" ? redirect("../d?e", status) : ok("[7]")),
      );
      expect((await collectedBytes(httpNumbers(`${server.origin}/a/b?c`))).text).toBe("[7]");
      expect(server.requests.map(({ line }) => line)).toEqual(["GET /a/b?c HTTP/1.1", "GET /d?e HTTP/1.1"]);
    },
  );

  test("the name stays that of the address as it was given", async () => {
    const server = await chain();
    expect((await collectedBytes(httpNumbers(`${server.origin}/1`))).name).toBe(`${server.origin}/1`);
  });

  test("five are followed, six are not, and not tried again", async () => {
    const server = await chain();
    expect((await collectedBytes(httpNumbers(`${server.origin}/5`))).text).toBe("[7]");
    const fault = await faultOf(httpNumbers(`${server.origin}/6`));
    expect(fault.code).toBe("SOURCE_UNAVAILABLE");
    expect(fault.message).toBe(`GET ${server.origin}/6: expected at most 5 redirects, got one more`);
    expect(server.requests).toHaveLength(6 + 6);
    await server.allClosed();
  });

  test("as many are followed as the caller says", async () => {
    const server = await chain();
    expect((await collectedBytes(httpNumbers(`${server.origin}/9`, { maxRedirects: 9 }))).text).toBe("[7]");
    expect((await faultOf(httpNumbers(`${server.origin}/1`, { maxRedirects: 0 }))).code).toBe(
      "SOURCE_UNAVAILABLE",
    );
  });

  test("a circle ends", async () => {
    const server = await rawServer((socket, { path }) => socket.end(redirect(path)));
    expect((await faultOf(httpNumbers(`${server.origin}/x`))).code).toBe("SOURCE_UNAVAILABLE");
    expect(server.requests).toHaveLength(6);
  });

  test.each([
    ["a file", "file:///etc/passwd", "expected redirects to http: or https:, got one to file:"],
    ["data", "data:application/json,[1]", "expected redirects to http: or https:, got one to data:"],
    [
      "a long scheme",
      `${"x".repeat(9000)}:y`,
      `expected redirects to http: or https:, got one to ${"x".repeat(20)}…`,
    ],
    ["no address", "http://a b/", "expected 200, got 302 Found to something that is no address"],
    ["a port that is none", "http://a:99999/", "expected 200, got 302 Found to something that is no address"],
  ])("to %s they end", async (_, location, message) => {
    const server = await rawServer((socket) => socket.end(redirect(location)));
    const fault = await faultOf(httpNumbers(server.origin));
    expect(fault).toMatchObject({ code: "SOURCE_UNAVAILABLE", message: `GET ${server.origin}: ${message}` });
    expect(server.requests).toHaveLength(1);
    await server.allClosed();
  });

  test("without a Location they end", async () => {
    const server = await rawServer((socket) => socket.end(answerHead("302 Found", { "content-length": 0 })));
    const fault = await faultOf(httpNumbers(server.origin));
    expect(fault).toMatchObject({ code: "SOURCE_UNAVAILABLE", got: "302 Found to no address" });
  });

  test("a fault elsewhere tells where, but nothing of the Location except its origin", async () => {
    const target = await rawServer((socket) => socket.end(answerHead("404 Not Found")));
    const location = `http://user:password@127.0.0.1:${target.port}/x?signature=abc`;
    const server = await rawServer((socket) => socket.end(redirect(location)));
    const { message } = await faultOf(httpNumbers(server.origin));
    expect(message).toBe(
      `GET ${server.origin}: expected 200, got 404 Not Found (redirected to ${target.origin})`,
    );
    expect(target.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  test("the body of a redirect is not read, however long it is", async () => {
    const server = await rawServer((socket, { path }) => {
      if (path === "/b") socket.end(ok("[7]"));
      else socket.write(`${answerHead("302 Found", { location: "/b", "content-length": 1e15 })}x`);
    });
    expect((await collectedBytes(httpNumbers(`${server.origin}/a`))).text).toBe("[7]");
    await server.allClosed();
  });

  test("the format may be that of the address that answers", async () => {
    const server = await rawServer((socket, { path }) =>
      socket.end(
        path === "/latest" ? redirect("/7.ndjson") : ok("7", { "content-type": "application/octet-stream" }),
      ),
    );
    expect((await collectedBytes(httpNumbers(`${server.origin}/latest`))).format).toBe("ndjson");
  });
});

describe("headers and token go to the named origin only", () => {
  const headers = { authorization: "Bearer t", "x-key": "k" };

  test("not to another port of the same host", async () => {
    const other = await rawServer((socket) => socket.end(ok("[7]")));
    const server = await rawServer((socket) => socket.end(redirect(`${other.origin}/x`)));
    await collectedBytes(httpNumbers(server.origin, { headers }));
    expect(server.requests[0]?.headers).toMatchObject(headers);
    expect(other.requests[0]?.headers).not.toHaveProperty("authorization");
    expect(other.requests[0]?.headers).not.toHaveProperty("x-key");
    expect(other.requests[0]?.headers).toMatchObject({
      accept: expect.any(String),
      "accept-encoding": "identity",
    });
  });

  test("along its own redirects, and when they lead back to it", async () => {
    const other = await rawServer((socket) => socket.end(redirect(`${server.origin}/back`)));
    const server: RawServer = await rawServer((socket, { path }) => {
      if (path === "/") socket.end(redirect("/inside"));
      else socket.end(path === "/inside" ? redirect(`${other.origin}/x`) : ok("[7]"));
    });
    expect((await collectedBytes(httpNumbers(server.origin, { headers }))).text).toBe("[7]");
    expect(server.requests.map(({ path }) => path)).toEqual(["/", "/inside", "/back"]);
    for (const request of server.requests) expect(request.headers).toMatchObject(headers);
    expect(other.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  test("those of one reading too, which go before the others and are gone with the next", async () => {
    const other = await rawServer((socket) => socket.end(ok("[7]")));
    const server = await rawServer((socket) => socket.end(redirect(`${other.origin}/x`)));
    const api = httpNumbers(server.origin, { headers });
    const { signal } = new AbortController();
    const read = async (options: Parameters<typeof api.numbers>[0]) => {
      for await (const _ of api.numbers(options));
    };
    await read({ signal, headers: { TraceParent: "00-1", "X-Key": "of this reading" } });
    await read({ signal });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: "Bearer t",
      "x-key": "of this reading",
      traceparent: "00-1",
    });
    expect(other.requests[0]?.headers).not.toHaveProperty("traceparent");
    expect(server.requests[1]?.headers).toMatchObject(headers);
    expect(server.requests[1]?.headers).not.toHaveProperty("traceparent");
    await expect(read({ signal, headers: { "a b": "c" } })).rejects.toThrow("expected names that are tokens");
  });

  test("user name and password too", async () => {
    const other = await rawServer((socket) => socket.end(ok("[7]")));
    const server = await rawServer((socket) => socket.end(redirect(`${other.origin}/x`)));
    await collectedBytes(httpNumbers(`http://u:p@127.0.0.1:${server.port}`));
    expect(server.requests[0]?.headers).toMatchObject({ authorization: "Basic dTpw" });
    expect(other.requests[0]?.headers).not.toHaveProperty("authorization");
  });
});
