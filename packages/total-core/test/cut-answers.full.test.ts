/** Answers over HTTP that may have been cut on their way, as a browser's fetch shows them. */
import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { describeInBrowsers, resultIn, started } from "../src/testing/browsers.js";

const LINES = Array.from({ length: 120_000 }, (_, i) => `1${" ".repeat((i * i) % 7)}\n`).join("");
const LIST = `[${LINES.trim().replaceAll("\n", ",")}]`;

interface Sent {
  readonly type: "text/plain" | "application/json";
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string | number>>;
}

const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length / 2);
const GZIP = { "content-encoding": "gzip" };
const EXPOSED = { "access-control-expose-headers": "content-encoding, content-length" };

/** Content-Length fits what is sent, unless they say otherwise. */
const ANSWERS: Readonly<Record<string, Sent>> = {
  "/whole": { type: "text/plain", body: LINES },
  "/cut": { type: "text/plain", body: LINES.slice(0, 9999), headers: { "content-length": LINES.length } },
  "/gzip": { type: "text/plain", body: gzipSync(LINES), headers: GZIP },
  "/cut-gzip": { type: "text/plain", body: half(gzipSync(LINES)), headers: GZIP },
  "/exposed-cut-gzip": {
    type: "text/plain",
    body: half(gzipSync(LINES)),
    headers: { ...GZIP, ...EXPOSED },
  },
  "/list": { type: "application/json", body: LIST },
  "/gzip-list": { type: "application/json", body: gzipSync(LIST), headers: GZIP },
  "/cut-gzip-list": { type: "application/json", body: half(gzipSync(LIST)), headers: GZIP },
};

const answer: RequestListener = ({ url = "" }, response) => {
  const { type, body, headers } = ANSWERS[url] ?? { type: "text/plain", body: "" };
  response.writeHead(ANSWERS[url] === undefined ? 404 : 200, {
    "access-control-allow-origin": "*",
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    ...headers,
  });
  response.write(body, () => response.destroy());
};

/** Their outcome from either origin. */
const OUTCOMES = {
  "/whole": "120000",
  "/cut": "SOURCE_UNAVAILABLE",
  "/gzip": "SOURCE_UNAVAILABLE",
  "/cut-gzip": "SOURCE_UNAVAILABLE",
  "/exposed-cut-gzip": "SOURCE_UNAVAILABLE",
  "/list": "120000",
  "/gzip-list": "120000",
};

describeInBrowsers("a total over HTTP is that of the whole answer, or an error", (browser) => {
  test("from the page's own origin and from another one", async () => {
    const other = await started(createServer(answer));
    try {
      const source = `
        import { httpNumbers, totalOf } from "./src/index.js";
        const outcome = (url) =>
          totalOf(httpNumbers(url, { retries: 0 })).then(String, (error) => error.code ?? String(error));
        const outcomes = async (origin) => {
          const found = {};
          for (const path of ${JSON.stringify(Object.keys(ANSWERS))}) found[path] = await outcome(origin + path);
          return found;
        };
        globalThis.result = (async () => [
          await outcomes(location.origin),
          await outcomes(${JSON.stringify(other.origin)}),
        ])();
      `;
      const found = (await resultIn(browser, source, answer)) as Record<string, string>[];
      const cutList = expect.stringMatching(/^(BAD_FORMAT|SOURCE_UNAVAILABLE)$/);
      const expected = { ...OUTCOMES, "/cut-gzip-list": cutList };
      expect(found).toEqual([expected, expected]);
    } finally {
      await other.stop();
    }
  });
});
