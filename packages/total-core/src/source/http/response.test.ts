import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { answerHead, chunk, ok, rawServer } from "../../testing/raw-server.js";
import { totalOf, type TotalOfOptions } from "../../total/total-of.js";

/** A server's answer, fetched by Node. */
async function fetched(answer: Uint8Array | string, path = "/"): Promise<Response> {
  const server = await rawServer((socket) => socket.end(answer));
  return fetch(`${server.origin}${path}`);
}

async function outcome(response: Response, options: TotalOfOptions = {}): Promise<string> {
  return totalOf(response, options).then(
    String,
    (error: Error & { code?: string }) => error.code ?? error.name,
  );
}

const TEXT = { "content-type": "text/plain" };
const JSON_TYPE = { "content-type": "application/json" };
const chunked = (type: Readonly<Record<string, string>>, body: string) =>
  Buffer.concat([
    Buffer.from(answerHead("200 OK", { ...type, "transfer-encoding": "chunked" })),
    chunk(body),
  ]);

describe("the total of a Response that was fetched", () => {
  test.each<[string, Uint8Array | string, string, string?]>([
    ["with a Content-Length", ok("1 2", TEXT), "3"],
    ["in chunks", Buffer.concat([chunked(TEXT, "1 2"), chunk("")]), "3"],
    ["in chunks that are cut", chunked(TEXT, "1 2"), "SOURCE_UNAVAILABLE"],
    // Node's fetch takes it for whole.
    [
      "in chunks that are cut, behind which the connection is to end",
      chunked({ ...TEXT, connection: "close" }, "1 2"),
      "SOURCE_UNAVAILABLE",
    ],
    [
      "shorter than its Content-Length",
      answerHead("200 OK", { ...TEXT, "content-length": 9 }) + "1 2",
      "SOURCE_UNAVAILABLE",
    ],
    ["without either", answerHead("200 OK", TEXT) + "1 2", "SOURCE_UNAVAILABLE"],
    ["without either, of JSON", answerHead("200 OK", JSON_TYPE) + "[1,2]", "3"],
    [
      "compressed on its way",
      ok(gzipSync("1 2"), { ...TEXT, "content-encoding": "gzip" }),
      "SOURCE_UNAVAILABLE",
    ],
    [
      "compressed on its way, of JSON",
      ok(gzipSync("[1,2]"), { ...JSON_TYPE, "content-encoding": "gzip" }),
      "3",
    ],
    ["of a type that tells nothing", ok("1", { "content-type": "text/html" }), "UNSUPPORTED"],
    ["of a vague type, with an extension", ok("a\n1\n2", TEXT), "3", "/x.csv?y=z.json"],
    ["in another charset", ok("1", { "content-type": "text/csv; charset=utf-16" }), "UNSUPPORTED"],
    [
      "of an archive, without framing",
      Buffer.concat([Buffer.from(answerHead("200 OK", TEXT)), gzipSync("1 2")]),
      "3",
      "/x.txt.gz",
    ],
  ])("%s", async (_what, answer, expected, path) => {
    expect(await outcome(await fetched(answer, path))).toBe(expected);
  });

  test("told to be compressed shows by itself that it is whole", async () => {
    const head = Buffer.from(answerHead("200 OK", { "content-type": "text/csv" }));
    const gzip = gzipSync("a\n1\n2");
    const options = { compression: "gzip" } as const;
    expect(await outcome(await fetched(Buffer.concat([head, gzip])), options)).toBe("3");
    const cut = Buffer.concat([head, gzip.subarray(0, -1)]);
    expect(await outcome(await fetched(cut), options)).toBe("SOURCE_UNAVAILABLE");
    const plain = Buffer.concat([head, Buffer.from("a\n1")]);
    expect(await outcome(await fetched(plain), options)).toBe("BAD_FORMAT");
  });

  test.each(["404 Not Found", "206 Partial Content", "204 No Content", "500 Internal Server Error"])(
    "of %s is SOURCE_UNAVAILABLE, which it names, and the connection is let go",
    async (status) => {
      const server = await rawServer((socket) => {
        socket.write(
          `${answerHead(status, { ...TEXT, "content-length": status.startsWith("204") ? 0 : 9 })}`,
        );
        if (status.startsWith("204")) socket.end();
      });
      const response = await fetch(server.origin);
      await expect(totalOf(response)).rejects.toMatchObject({
        code: "SOURCE_UNAVAILABLE",
        message: `GET ${server.origin}/: expected 200, got ${status}`,
      });
      await server.allClosed();
    },
  );

  test("its address, or the option name, is the source in errors", async () => {
    const response = await fetched(ok("1 x", TEXT), "/n");
    await expect(totalOf(response)).rejects.toMatchObject({
      place: { source: response.url, line: 1, column: 3 },
    });
    await expect(totalOf(await fetched(ok("x", TEXT)), { name: "n" })).rejects.toMatchObject({
      place: { source: "n" },
    });
  });

  test("nothing is left of it when the signal aborts or its numbers are bad", async () => {
    const head = answerHead("200 OK", { ...TEXT, "content-length": 99 });
    const server = await rawServer((socket) => socket.write(`${head}1 2 x `));
    await expect(totalOf(await fetch(server.origin))).rejects.toMatchObject({ code: "BAD_NUMBER" });
    await server.allClosed();
    const waiting = await rawServer((socket) => socket.write(`${head}1 2 `));
    const controller = new AbortController();
    const total = totalOf(await fetch(waiting.origin), {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(total).rejects.toThrow("enough");
    await waiting.allClosed();
  });

  test("is read with the options of its format", async () => {
    const response = await fetched(ok('{"a":[{"b":"1.5"},{"b":null}]}', JSON_TYPE));
    const total = await totalOf(response, { field: "a.b" });
    expect([total.toString(), total.count, total.empty, total.bytes]).toEqual(["1.5", 1, 1, 30]);
  });
});

describe("the total of a Response that was made", () => {
  test("needs no framing", async () => {
    expect(await outcome(new Response("0.1 0.2"))).toBe("0.3");
    expect(await outcome(Response.json([1, 2]))).toBe("3");
    expect(await outcome(new Response(null), { format: "text" })).toBe("0");
    expect(await outcome(new Response(new Uint8Array([0x31])))).toBe("UNSUPPORTED");
    expect(await outcome(new Response(new Uint8Array([0x31])), { format: "text" })).toBe("1");
  });

  test("undoes a Content-Encoding of gzip, and no other", async () => {
    for (const [coding, expected] of [
      ["gzip", "3"],
      ["br", "UNSUPPORTED"],
    ] as const) {
      const headers = { ...TEXT, "content-encoding": coding };
      expect(await outcome(new Response(gzipSync("1 2"), { headers }))).toBe(expected);
    }
  });

  test("of an error is SOURCE_UNAVAILABLE", async () => {
    expect(await outcome(new Response("1", { status: 503 }))).toBe("SOURCE_UNAVAILABLE");
    expect(await outcome(Response.error())).toBe("SOURCE_UNAVAILABLE");
  });

  test("whose body was read, or is being read, is a TypeError", async () => {
    const read = new Response("1");
    await read.text();
    expect(await outcome(read)).toBe("TypeError");
    const locked = new Response("1");
    locked.body!.getReader();
    expect(await outcome(locked)).toBe("TypeError");
    const twice = new Response("1");
    expect(await outcome(twice)).toBe("1");
    expect(await outcome(twice)).toBe("TypeError");
  });

  test.each([{ format: "xml" }, { name: 5 }, { compression: "zip" }, { column: [true] }])(
    "with %j is a TypeError",
    async (options) => {
      expect(await outcome(new Response("1"), options as object)).toBe("TypeError");
    },
  );
});
