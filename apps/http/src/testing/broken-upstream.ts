/** A numbers API with one fault a path; `/right` has none. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

export interface Came {
  readonly headers: IncomingHttpHeaders;
  readonly closed: Promise<unknown>;
  readonly answer: ServerResponse;
}

export interface Upstream {
  readonly url: string;
  /** The path whose answer `/faulty` gives. */
  fault: string;
  /** How often a path was asked for. */
  asked(path: string): number;
  /** Resolves when a request for this path has come in, and with a promise of its connection's end. */
  next(path: string): Promise<Came>;
  close(): Promise<void>;
}

const JSON_TYPE = { "content-type": "application/json" };
const IN_GZIP = { ...JSON_TYPE, "content-encoding": "gzip" };

const ZIPPED = gzipSync("[1,2,3]");
/** 20 MB of one number. */
const BOMB = gzipSync(`[${"1".repeat(20_000_000)}`, { level: 1 });

/** Sends bytes as they are. */
function raw({ socket }: ServerResponse, ...lines: readonly string[]): void {
  socket?.end(lines.join("\r\n"));
}

/** Byte after byte, for ever. */
function drip(answer: ServerResponse): void {
  answer.writeHead(200, JSON_TYPE).write("[1");
  const timer = setInterval(() => answer.write("0"), 20);
  answer.on("close", () => clearInterval(timer));
}

/** Cut once; a request for the rest gets another list. */
function change(answer: ServerResponse): void {
  if (answer.req.headers.range !== undefined) {
    answer.writeHead(200, { ...JSON_TYPE, etag: '"v2"' }).end("[1,21,300,4000]");
    return;
  }
  answer.writeHead(200, { ...JSON_TYPE, etag: '"v1"', "content-length": "15" });
  answer.write("[1,20,", () => answer.destroy());
}

const FAULTS: Readonly<Record<string, (answer: ServerResponse) => void>> = {
  "/right": (answer) => answer.writeHead(200, JSON_TYPE).end("[40,2]"),
  "/missing": (answer) => answer.writeHead(404).end("no such list"),
  "/busy": (answer) => answer.writeHead(503, { "retry-after": "0" }).end(),
  "/string": (answer) => answer.writeHead(200, JSON_TYPE).end('[1,\n"x"]'),
  "/cut-json": (answer) => answer.writeHead(200, JSON_TYPE).end("[1,2,"),
  "/trailing": (answer) => answer.writeHead(200, JSON_TYPE).end("[1] trailing"),
  "/object": (answer) => answer.writeHead(200, JSON_TYPE).end('{"a":1}'),
  "/nothing": (answer) => answer.writeHead(200, JSON_TYPE).end(),
  "/huge": (answer) => answer.writeHead(200, JSON_TYPE).end("[1e5000]"),
  "/html": (answer) => answer.writeHead(200, { "content-type": "text/html" }).end("<p>1</p>"),
  "/short": (answer) => {
    answer.writeHead(200, { ...JSON_TYPE, "content-length": "1000" });
    answer.write("[1,2", () => answer.destroy());
  },
  "/circle": (answer) => answer.writeHead(302, { location: "/faulty" }).end(),
  "/file": (answer) => answer.writeHead(302, { location: "file:///etc/passwd" }).end(),
  "/stalls": (answer) => {
    answer.writeHead(200, JSON_TYPE);
    answer.write("[1,2,");
  },
  "/silent": () => {},
  "/drip": drip,
  "/reset": ({ socket }) => socket?.resetAndDestroy(),
  "/reset-midway": (answer) => {
    answer.writeHead(200, JSON_TYPE);
    answer.write("[1,2", () => answer.socket?.resetAndDestroy());
  },
  "/long": (answer) =>
    raw(answer, "HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Length: 5", "", "[1,2,3]"),
  "/unframed": (answer) => raw(answer, "HTTP/1.1 200 OK", "Content-Type: text/plain", "", "1 2"),
  "/no-http": (answer) => raw(answer, "SSH-2.0-OpenSSH_9.2", ""),
  "/part": (answer) => answer.writeHead(206, { ...JSON_TYPE, "content-range": "bytes 0-2/15" }).end("[1]"),
  "/latin1": (answer) => answer.writeHead(200, { "content-type": "text/plain; charset=latin1" }).end("1"),
  "/no-gzip": (answer) => answer.writeHead(200, IN_GZIP).end("[1,2,3]"),
  "/cut-gzip": (answer) => answer.writeHead(200, IN_GZIP).end(ZIPPED.subarray(0, -1)),
  "/gzip-and-more": (answer) =>
    answer.writeHead(200, IN_GZIP).end(Buffer.concat([ZIPPED, Buffer.from("[4]")])),
  "/bomb": (answer) => answer.writeHead(200, IN_GZIP).end(BOMB),
  "/changes": change,
};

/** The answer of each path. */
export const FAULTY_PATHS: readonly string[] = Object.keys(FAULTS).filter((path) => path !== "/right");

export async function startUpstream(): Promise<Upstream> {
  const asked = new Map<string, number>();
  const waiting = new Map<string, (came: Came) => void>();
  let fault = "";
  const server = createServer((request, answer) => {
    const path = request.url ?? "";
    asked.set(path, (asked.get(path) ?? 0) + 1);
    waiting.get(path)?.({ headers: request.headers, closed: once(answer, "close"), answer });
    waiting.delete(path);
    FAULTS[path === "/faulty" ? fault : path]?.(answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get fault() {
      return fault;
    },
    set fault(path) {
      fault = path;
    },
    asked: (path) => asked.get(path) ?? 0,
    next: (path) => new Promise((resolve) => waiting.set(path, resolve)),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
