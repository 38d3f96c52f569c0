/** A server that answers with whatever bytes it is told to, for what no proper server would send. */
import { createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface ReceivedRequest {
  /** `GET /x HTTP/1.1` */
  readonly line: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface RawServer {
  /** `http://127.0.0.1:1234` */
  readonly origin: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  /** Resolves when the other side has closed all connections. */
  allClosed(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Stops at the end of the test, if not earlier.
 *
 * @param answer called for each request, with its number from 1
 */
export async function rawServer(
  answer: (socket: Socket, request: ReceivedRequest, number: number) => unknown,
): Promise<RawServer> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    let received = "";
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      if (!received.endsWith("\r\n\r\n")) return;
      const request = parsedRequest(received);
      received = "";
      answer(socket, request, requests.push(request));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests,
    async allClosed() {
      await Promise.all(
        Array.from(sockets, (socket) => new Promise((resolve) => socket.once("close", resolve))),
      );
    },
    stop,
  };
}

function parsedRequest(text: string): ReceivedRequest {
  const [line = "", ...fields] = text.trimEnd().split("\r\n");
  const pairs = fields.map((field) => {
    const colon = field.indexOf(":");
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
  });
  return { line, path: line.split(" ")[1] ?? "", headers: Object.fromEntries(pairs) };
}

/** The head of an answer: a status line, then headers. */
export function answerHead(status: string, headers: Readonly<Record<string, string | number>> = {}): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${fields.join("")}\r\n`;
}

/** A whole answer of 200, framed by Content-Length. */
export function ok(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string | number>> = { "content-type": "application/json" },
): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([
    Buffer.from(answerHead("200 OK", { "content-length": bytes.length, ...headers })),
    bytes,
  ]);
}

/** A piece of a chunked body; an empty one ends it. */
export function chunk(body: string | Uint8Array): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}
