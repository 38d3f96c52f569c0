/** A client over a bare socket, which can misbehave as no HTTP library allows. */
import { connect, type Socket } from "node:net";

export interface Wire {
  /** Resolves when the kernel has taken the bytes. */
  send(bytes: string | Uint8Array): Promise<void>;
  /** Sends no more, and goes on reading. */
  end(): void;
  /** Closes the socket, as the end of a process does. */
  leave(): void;
  /** Leaves with a reset. */
  reset(): void;
  /** All that has come in so far. */
  readonly received: string;
  /** Resolves with all that has come in when it matches. */
  until(pattern: RegExp): Promise<string>;
  /** Resolves with all that has come in when the other side has closed. */
  readonly closed: Promise<string>;
}

export function wire(port: number): Wire {
  const socket: Socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const waiting = new Set<() => void>();
  let received = "";
  const look = (): void => {
    for (const one of waiting) one();
  };
  socket.setEncoding("latin1").on("data", (text: string) => {
    received += text;
    look();
  });
  // A reset closes the connection, and the tests ask no more.
  socket.on("error", () => {});
  let isClosed = false;
  const closed = new Promise<string>((resolve) => {
    const close = (): void => {
      isClosed = true;
      socket.destroy();
      look();
      resolve(received);
    };
    socket.once("end", close).once("close", close);
  });
  return {
    closed,
    get received() {
      return received;
    },
    send: (bytes) =>
      new Promise((resolve) => {
        if (socket.writable) socket.write(bytes, () => resolve());
        else resolve();
      }),
    end: () => socket.end(),
    leave: () => socket.destroy(),
    reset: () => socket.resetAndDestroy(),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const one = (): void => {
          if (!pattern.test(received) && !isClosed) return;
          waiting.delete(one);
          if (pattern.test(received)) resolve(received);
          else reject(new Error(`expected ${pattern}, got ${JSON.stringify(received)} and the end`));
        };
        waiting.add(one);
        one();
      }),
  };
}

/** The head of a POST /total. */
export function postHead(...headers: readonly string[]): string {
  return ["POST /total HTTP/1.1", "Host: dlg.test", ...headers, "", ""].join("\r\n");
}

/** A POST /total with a Content-Length. */
export function whole(body: string, ...headers: readonly string[]): string {
  return postHead(`Content-Length: ${Buffer.byteLength(body)}`, ...headers) + body;
}

export const JSON_TYPE = "Content-Type: application/json";
export const TEXT_TYPE = "Content-Type: text/plain";
export const CHUNKED = "Transfer-Encoding: chunked";

export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

/**
 * The statuses of all answers in the received bytes. "102 Processing" is not an answer: with it the service asks a client whether it is still there
 * (`noticeDepartedClients`), as often as the client is slow, so a busy machine adds some.
 */
export function statuses(received: string): number[] {
  return [...received.matchAll(/HTTP\/1\.1 (?!102)(\d{3}) /g)].map(([, status]) => Number(status));
}
