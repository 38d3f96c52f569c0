/** Answers over HTTP/2 without a Content-Length, in browsers: whole ones are taken in Firefox, cut ones nowhere. */
import type { RequestListener, Server } from "node:http";
import { constants, createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import type { Duplex } from "node:stream";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { describeInBrowsers, resultIn, type SecureServer } from "../src/testing/browsers.js";
import { bundled } from "../src/testing/bundle.js";
import { newCertificate, type Certificate } from "../src/testing/certificate.js";

let certificate: Certificate;
beforeAll(async () => {
  certificate = await newCertificate();
});

const TEXT = "1 2\n".repeat(10_000);

type Answer = (response: Http2ServerResponse, socket: Duplex) => void;

/** Sends the beginning of a body, and cuts it. */
function cutBy(cut: (response: Http2ServerResponse, socket: Duplex) => void): Answer {
  return (response, socket) => {
    response.writeHead(200, { "content-type": "text/plain" });
    response.write(TEXT, () => setTimeout(() => cut(response, socket), 50));
  };
}

const reset = (code: number) => cutBy(({ stream }) => void stream.close(code));

const ANSWERS: Readonly<Record<string, Answer>> = {
  "/whole": (response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    response.write(TEXT);
    response.end(TEXT);
  },
  "/whole-with-length": (response) => {
    response.writeHead(200, { "content-type": "text/plain", "content-length": TEXT.length });
    response.end(TEXT);
  },
  "/shorter-than-its-length": (response) => {
    response.writeHead(200, { "content-type": "text/plain", "content-length": 2 * TEXT.length });
    response.end(TEXT);
  },
  "/gzip": (response) => {
    response.writeHead(200, { "content-type": "text/plain", "content-encoding": "gzip" });
    response.end(gzipSync(TEXT));
  },
  "/cut-gzip": (response) => {
    response.writeHead(200, { "content-type": "text/plain", "content-encoding": "gzip" });
    response.end(gzipSync(TEXT).subarray(0, -20));
  },
  "/cancelled": reset(constants.NGHTTP2_CANCEL),
  "/internal-error": reset(constants.NGHTTP2_INTERNAL_ERROR),
  "/refused": reset(constants.NGHTTP2_REFUSED_STREAM),
  "/socket-destroyed": cutBy((_response, socket) => void socket.destroy()),
  "/session-destroyed": cutBy(({ stream }) => void stream.session?.destroy()),
  "/going-away": cutBy(({ stream }, socket) => {
    stream.session?.goaway(constants.NGHTTP2_NO_ERROR);
    setTimeout(() => socket.destroy(), 50);
  }),
  // By Node, all of them come to the code NO_ERROR.
  "/response-destroyed": cutBy((response) => void (response as unknown as Duplex).destroy()),
  "/stream-destroyed": cutBy(({ stream }) => void stream.destroy()),
  "/stream-closed": cutBy(({ stream }) => void stream.close()),
  // RST_STREAM with NO_ERROR, and no END_STREAM.
  "/no-error": ({ stream }) => {
    stream.respond({ ":status": 200, "content-type": "text/plain" }, { waitForTrailers: true });
    stream.once("wantTrailers", () => void stream.close(constants.NGHTTP2_NO_ERROR));
    stream.end(TEXT);
  },
};

const OVER_HTTP_2: Readonly<Record<string, string>> = {
  "/whole-with-length": "30000",
  "/shorter-than-its-length": "SOURCE_UNAVAILABLE",
  "/gzip": "SOURCE_UNAVAILABLE",
  "/cut-gzip": "SOURCE_UNAVAILABLE",
  "/cancelled": "SOURCE_UNAVAILABLE",
  "/internal-error": "SOURCE_UNAVAILABLE",
  "/refused": "SOURCE_UNAVAILABLE",
  "/response-destroyed": "SOURCE_UNAVAILABLE",
  "/stream-destroyed": "SOURCE_UNAVAILABLE",
  "/stream-closed": "SOURCE_UNAVAILABLE",
  "/socket-destroyed": "SOURCE_UNAVAILABLE",
  "/session-destroyed": "SOURCE_UNAVAILABLE",
  "/going-away": "SOURCE_UNAVAILABLE",
  "/no-error": "SOURCE_UNAVAILABLE",
};

/** Cuts that Chromium's fetch takes for the end. */
const WITHOUT_ERROR = ["/response-destroyed", "/stream-destroyed", "/stream-closed", "/no-error"];

/** The outcomes of `httpNumbers`, of a Response, and of the browser's own reading. */
const SCRIPT = `
  import { httpNumbers, totalOf } from "./src/index.js";
  const outcome = (promise) => promise.then(String, (error) => error.code ?? String(error));
  const fetched = async (path) => totalOf(await fetch(path));
  globalThis.result = (async () => {
    const found = {};
    for (const path of PATHS) {
      found[path] = [
        await outcome(totalOf(httpNumbers(path, { retries: 0 }))),
        await outcome(fetched(path)),
        await fetch(path).then((response) => response.text()).then(() => "taken", () => "refused"),
      ];
    }
    return found;
  })();
`;

const script = (paths: readonly string[]) => SCRIPT.replace("PATHS", JSON.stringify(paths));

describeInBrowsers("an answer without a Content-Length", (browser) => {
  const whole = browser.name === "Firefox" ? "60000" : "SOURCE_UNAVAILABLE";
  test(`over HTTP/2 comes to ${whole} where it is whole, and is never taken where it is cut`, async () => {
    const sockets = new Map<number, Duplex>();
    const secure: SecureServer = {
      fingerprint: certificate.fingerprint,
      create(listener) {
        const server = createSecureServer({ ...certificate }, listener as never);
        server.on("secureConnection", (socket) => sockets.set(socket.remotePort!, socket));
        server.on("sessionError", () => {});
        return Object.assign(server, {
          closeAllConnections: () => sockets.forEach((socket) => socket.destroy()),
        }) as unknown as Server;
      },
    };
    const listener = ((request: Http2ServerRequest, response: Http2ServerResponse) => {
      response.stream.on("error", () => {});
      const answer = ANSWERS[request.url];
      if (answer === undefined) response.writeHead(404).end();
      else answer(response, sockets.get(request.socket.remotePort!)!);
    }) as unknown as RequestListener;
    const found = await resultIn(
      browser,
      await bundled(script(Object.keys(ANSWERS)), "esm"),
      listener,
      secure,
    );
    const isTaken = (path: string) =>
      /whole|gzip|length/.test(path) || (browser.name === "Chromium" && WITHOUT_ERROR.includes(path));
    const expected = Object.entries({ "/whole": whole, ...OVER_HTTP_2 }).map(([path, outcome]) => {
      return [path, [outcome, outcome, isTaken(path) ? "taken" : "refused"]];
    });
    expect(found).toEqual(Object.fromEntries(expected));
  });

  test("over HTTP/1.1 is never taken", async () => {
    const secure: SecureServer = {
      fingerprint: certificate.fingerprint,
      create: (listener) => createHttpsServer({ ...certificate }, listener),
    };
    const found = await resultIn(
      browser,
      await bundled(script(["/unframed"]), "esm"),
      ({ url }, response) => {
        response.shouldKeepAlive = false;
        response.useChunkedEncodingByDefault = false;
        response.writeHead(url === "/unframed" ? 200 : 404, { "content-type": "text/plain" });
        response.end(TEXT);
      },
      secure,
    );
    expect(found).toEqual({ "/unframed": ["SOURCE_UNAVAILABLE", "SOURCE_UNAVAILABLE", "taken"] });
  });
});
