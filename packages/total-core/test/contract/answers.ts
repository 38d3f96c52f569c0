/** The answers over HTTP that the contract's cases ask for: whole ones, and some that no proper server would give. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";

const LINES = "0.1\n".repeat(30_000);
const LIST = `[${LINES.trim().replaceAll("\n", ",")}]`;

interface Sent {
  /** @default 200 OK */
  readonly status?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Uint8Array;
  /** In pieces, each behind its length; without the last, which is empty, it was cut. */
  readonly chunked?: "whole" | "cut";
  /** How the connection goes on behind the body. @default closed */
  readonly after?: "closed" | "silent";
}

const TEXT = { "content-type": "text/plain" };
const JSON_TYPE = { "content-type": "application/json" };
const GZIP = { "content-encoding": "gzip" };
const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length / 2);
const lengthOf = (body: string | Uint8Array) => ({ "content-length": Buffer.byteLength(body) });
const whole = (body: string | Uint8Array, headers: Sent["headers"]): Sent => ({
  headers: { ...headers, ...lengthOf(body) },
  body,
});
const cut = (body: string | Uint8Array, headers: Sent["headers"]): Sent => ({
  headers: { ...headers, ...lengthOf(body) },
  body: half(Buffer.from(body)),
});

const ANSWERS: Readonly<Record<string, Sent>> = {
  "/text": whole(LINES, TEXT),
  "/json": whole(LIST, JSON_TYPE),
  "/chunked-text": { headers: TEXT, body: LINES, chunked: "whole" },
  "/chunked-json": { headers: JSON_TYPE, body: LIST, chunked: "whole" },
  "/unframed-text": { headers: TEXT, body: LINES },
  "/unframed-json": { headers: JSON_TYPE, body: LIST },
  "/cut-text": cut(LINES, TEXT),
  "/cut-json": cut(LIST, JSON_TYPE),
  "/cut-chunked-text": { headers: TEXT, body: LINES, chunked: "cut" },
  "/cut-chunked-json": { headers: JSON_TYPE, body: LIST.slice(0, 5000), chunked: "cut" },
  "/cut-unframed-json": { headers: JSON_TYPE, body: LIST.slice(0, 5000) },
  "/gzip-text": whole(gzipSync(LINES), { ...TEXT, ...GZIP }),
  "/gzip-json": whole(gzipSync(LIST), { ...JSON_TYPE, ...GZIP }),
  "/cut-gzip-text": whole(half(gzipSync(LINES)), { ...TEXT, ...GZIP }),
  "/cut-gzip-json": whole(half(gzipSync(LIST)), { ...JSON_TYPE, ...GZIP }),
  "/exposed-cut-gzip-text": whole(half(gzipSync(LINES)), {
    ...TEXT,
    ...GZIP,
    "access-control-expose-headers": "content-encoding, content-length",
  }),
  "/text.gz": whole(gzipSync(LINES), { "content-type": "application/gzip" }),
  "/cut-text.gz": whole(half(gzipSync(LINES)), { "content-type": "application/gzip" }),
  "/numbers.csv": whole(`k,n\n${"a,0.5\n".repeat(10)}`, { "content-type": "application/octet-stream" }),
  "/latin1": whole("1", { "content-type": "text/plain; charset=iso-8859-1" }),
  "/picture": whole("1", { "content-type": "image/png" }),
  "/moved": { status: "302 Found", headers: { location: "/text", "content-length": 0 } },
  "/moved-for-ever": {
    status: "301 Moved Permanently",
    headers: { location: "/moved-for-ever", "content-length": 0 },
  },
  "/missing": { status: "404 Not Found", headers: { "content-length": 0 } },
  "/broken": { status: "500 Internal Server Error", headers: { "content-length": 0 } },
  "/part": {
    status: "206 Partial Content",
    headers: { ...TEXT, "content-range": "bytes 0-1/9", "content-length": 2 },
    body: "1\n",
  },
  "/silent": { after: "silent" },
  "/stalled": { ...cut(LINES, TEXT), after: "silent" },
};

/** After a failure that says when to try again. */
const AFTER_FAILURE: readonly Sent[] = [
  { status: "429 Too Many Requests", headers: { "content-length": 0, "retry-after": 0 } },
  whole("[0.5,0.25]", JSON_TYPE),
];

const TAGGED = { ...JSON_TYPE, etag: '"v1"', "cache-control": "no-store" };
const REST_FROM = 5;

const RESUMABLE = "[0.5,0.125]";

/** A body that is cut, which a reader may not have seen any of; then its rest for who asks for that, or all of it. */
function resumable(isFirst: boolean, isForRest: boolean): Sent {
  if (isFirst) return { headers: { ...TAGGED, ...lengthOf(RESUMABLE) }, body: RESUMABLE.slice(0, REST_FROM) };
  if (!isForRest) return whole(RESUMABLE, TAGGED);
  const range = { "content-range": `bytes ${REST_FROM}-${RESUMABLE.length - 1}/${RESUMABLE.length}` };
  return { status: "206 Partial Content", ...whole(RESUMABLE.slice(REST_FROM), { ...TAGGED, ...range }) };
}

/**
 * A listener with a memory of its own, by the query of the address: `/failing?7`.
 *
 * `/failing` fails once; `/resumable` is cut once; `/left` goes on for ever, and `/is-left` of the same query answers when its reader has gone; `/header`
 * answers with the number in the header `x-number`.
 */
export function newAnswers(): RequestListener {
  const requests = new Map<string, number>();
  const left = new Map<string, Promise<void>>();
  return (request, response) => {
    const { pathname, search } = new URL(request.url ?? "", "http://x");
    const number = requests.get(request.url!) ?? 0;
    requests.set(request.url!, number + 1);
    if (request.method === "OPTIONS") return void allow(response);
    if (pathname === "/failing") return send(request, AFTER_FAILURE[number]!);
    if (pathname === "/resumable") {
      const isRest =
        request.headers.range === `bytes=${REST_FROM}-` && request.headers["if-range"] === '"v1"';
      return send(request, resumable(number === 0, isRest));
    }
    if (pathname === "/left") {
      left.set(search, new Promise((resolve) => request.socket.once("close", resolve)));
      return send(request, { headers: TEXT, body: LINES, chunked: "cut", after: "silent" });
    }
    if (pathname === "/is-left") {
      return void left.get(search)!.then(() => send(request, whole("[1]", JSON_TYPE)));
    }
    if (pathname === "/header") {
      return send(request, whole(`[${String(request.headers["x-number"])}]`, JSON_TYPE));
    }
    send(request, ANSWERS[pathname] ?? ANSWERS["/missing"]!);
  };
}

/** Other origins' pages may send any header. */
function allow(response: ServerResponse): void {
  response.writeHead(204, { "access-control-allow-origin": "*", "access-control-allow-headers": "*" }).end();
}

/** Written past the response, which would not let a body be cut. */
function send({ socket }: IncomingMessage, sent: Sent): void {
  const { status = "200 OK", headers = {}, body = "", chunked, after = "closed" } = sent;
  if (sent.headers === undefined) return;
  const fields = {
    "access-control-allow-origin": "*",
    connection: "close",
    ...headers,
    ...(chunked !== undefined && { "transfer-encoding": "chunked" }),
  };
  socket.on("error", () => {});
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`);
  const bytes = Buffer.from(body);
  if (chunked !== undefined) socket.write(`${bytes.length.toString(16)}\r\n`);
  socket.write(bytes);
  if (chunked !== undefined) socket.write("\r\n");
  if (chunked === "whole") socket.write("0\r\n\r\n");
  if (after === "closed") socket.end();
}
