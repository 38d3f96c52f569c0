/** A server of bytes with ranges (RFC 9110, section 14), which notes what it is asked. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Content {
  readonly bytes: Uint8Array;
  /** @default a strong one of the bytes */
  readonly etag?: string | undefined;
  readonly type?: string | undefined;
  /** Whether it knows ranges. @default true */
  readonly ranges?: boolean | undefined;
  /** Whether it knows If-Match. @default true */
  readonly conditions?: boolean | undefined;
  /** Whether it sends chunks without a length. @default false */
  readonly chunked?: boolean | undefined;
  /** Takes a request over. */
  readonly answer?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
}

export interface RangeServer {
  readonly url: string;
  /** Path and Range of each request. */
  readonly requests: { readonly path: string; readonly range: string | undefined }[];
  /** How many connections were opened. */
  connections: number;
  readonly contents: Map<string, Content>;
  close(): Promise<void>;
}

export async function rangeServer(): Promise<RangeServer> {
  const contents = new Map<string, Content>();
  const requests: RangeServer["requests"] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    requests.push({ path, range: request.headers.range });
    const content = contents.get(path);
    if (content === undefined) response.writeHead(404).end();
    else if (content.answer?.(request, response) !== true) send(content, request, response);
  });
  const started: RangeServer = {
    url: "",
    requests,
    connections: 0,
    contents,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  server.on("connection", () => started.connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(started, { url: `http://127.0.0.1:${port}` });
}

export function etagOf(bytes: Uint8Array): string {
  return `"${createHash("sha1").update(bytes).digest("hex")}"`;
}

function send(content: Content, { headers }: IncomingMessage, response: ServerResponse): void {
  const { bytes, type = "text/plain", ranges = true, conditions = true, chunked = false } = content;
  const { etag = etagOf(bytes) } = content;
  response.setHeader("content-type", type);
  if (etag !== "") response.setHeader("etag", etag);
  const wanted = headers["if-match"];
  if (conditions && wanted !== undefined && wanted !== etag) {
    response.writeHead(412).end();
    return;
  }
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? "") ?? [];
  if (!ranges || first === undefined) {
    if (!chunked) response.setHeader("content-length", bytes.length);
    response.write(bytes);
    response.end();
    return;
  }
  const begin = Number(first);
  const end = last === "" ? bytes.length : Math.min(Number(last) + 1, bytes.length);
  if (begin >= bytes.length) {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    return;
  }
  response.writeHead(206, {
    "content-range": `bytes ${begin}-${end - 1}/${bytes.length}`,
    "content-length": end - begin,
  });
  response.end(bytes.subarray(begin, end));
}
