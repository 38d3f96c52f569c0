/** A numbers API that does everything wrong, one fault a path. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Upstream {
  readonly url: string;
  /** What is wrong with `/faulty`: another of the paths. */
  fault: string;
  /** How often a path was asked for. */
  asked(path: string): number;
  /** Resolves when a request for this path has come in, and with a promise of its connection's end. */
  next(path: string): Promise<{ readonly closed: Promise<unknown>; readonly answer: ServerResponse }>;
  close(): Promise<void>;
}

const JSON_TYPE = { "content-type": "application/json" };

const FAULTS: Readonly<Record<string, (answer: ServerResponse) => void>> = {
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
};

export async function startUpstream(): Promise<Upstream> {
  const asked = new Map<string, number>();
  const waiting = new Map<string, (came: { closed: Promise<unknown>; answer: ServerResponse }) => void>();
  let fault = "";
  const server = createServer((request, answer) => {
    const path = request.url ?? "";
    asked.set(path, (asked.get(path) ?? 0) + 1);
    waiting.get(path)?.({ closed: once(answer, "close"), answer });
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
