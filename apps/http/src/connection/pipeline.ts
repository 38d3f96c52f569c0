import type { IncomingMessage, ServerResponse } from "node:http";
import type { NamedAnswer, SocketOfServer } from "./socket.js";

export type Serve = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** How many requests of a connection may wait behind the one being served. */
export const MAX_WAITING = 16;

/** llhttp's number to stop the parser behind a request's head, and the code of the error that Node then reports. */
const PAUSED = 21;
const PAUSED_CODE = "HPE_PAUSED";

/** Undocumented members of Node's connections. They are the same in Node 20, 24 and 26. */
interface ParsedSocket extends SocketOfServer {
  /** Whether Node has stopped reading because the client reads its answer slowly. The parser takes no bytes then. */
  readonly _paused: boolean;
  readonly parser?: {
    /** Called with a request whose head is complete. Returns llhttp's number for what to do; 0 is to go on. */
    onIncoming: (incoming: IncomingMessage, keepAlive: boolean) => number;
    resume(): void;
  } | null;
}

interface ClientError extends NodeJS.ErrnoException {
  readonly bytesParsed?: number;
  readonly rawPacket?: Buffer;
}

/** The answers that a connection waits for when malformed bytes come in. */
export interface PendingAnswers {
  /** The answer to the last request that came in whole. */
  readonly complete: NamedAnswer | undefined;
  /** The answer to a request whose body the malformed bytes cut. */
  readonly cut: NamedAnswer | undefined;
}

export interface Pipelines {
  /** Serves a request once the earlier requests of its connection are answered. */
  readonly serve: Serve;
  /** Whether the "error" is only that the parser has been stopped because enough requests wait. */
  hasStopped(error: NodeJS.ErrnoException, socket: SocketOfServer): boolean;
  pendingAnswers(socket: SocketOfServer): PendingAnswers;
}

/**
 * Serves pipelined requests (RFC 9112 section 9.3.2) one at a time, with other connections between any two. At most {@link MAX_WAITING}
 * requests wait: past these, nothing more is taken from the connection until they are served.
 *
 * Node alone parses all bytes of one read, up to 64 KiB and thousands of requests, and emits each request before it does anything else. To
 * stop reading does not bound that: the parser is stopped, and the bytes that it has not parsed are kept.
 */
export function servePipelines(serve: Serve, whenFree: (work: () => void) => void): Pipelines {
  const pipelines = new WeakMap<SocketOfServer, Pipeline>();
  return {
    serve(incoming, outgoing) {
      if (outgoing.socket !== null) {
        serve(incoming, outgoing);
        return;
      }
      const socket = incoming.socket as ParsedSocket;
      let pipeline = pipelines.get(socket);
      if (pipeline === undefined) pipelines.set(socket, (pipeline = new Pipeline(socket, serve, whenFree)));
      pipeline.add({ incoming, outgoing });
    },
    hasStopped({ code, bytesParsed, rawPacket }: ClientError, socket) {
      const pipeline = pipelines.get(socket);
      if (code !== PAUSED_CODE || pipeline === undefined || rawPacket === undefined) return false;
      pipeline.stop(rawPacket.subarray(bytesParsed));
      return true;
    },
    pendingAnswers(socket) {
      const pending = [socket._httpMessage ?? [], pipelines.get(socket)?.waiting ?? []].flat();
      return {
        complete: pending.findLast(({ req }) => req.complete),
        cut: pending.find(({ req }) => !req.complete),
      };
    },
  };
}

interface Waiting {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

class Pipeline {
  readonly #socket: ParsedSocket;
  readonly #serve: Serve;
  readonly #whenFree: (work: () => void) => void;
  readonly #waiting: Waiting[] = [];
  /** Whether the next request follows by itself, at the end of the answer under way. */
  #isMoving = false;
  /** Bytes that were read but not parsed; undefined while the parser runs. */
  #unparsed: Buffer | undefined;

  constructor(socket: ParsedSocket, serve: Serve, whenFree: (work: () => void) => void) {
    this.#whenFree = whenFree;
    this.#socket = socket;
    this.#serve = serve;
    const { parser } = socket;
    if (parser != null) {
      const { onIncoming } = parser;
      parser.onIncoming = (incoming, keepAlive) => {
        const special = onIncoming(incoming, keepAlive);
        return special === 0 && this.#waiting.length >= MAX_WAITING ? PAUSED : special;
      };
    }
    // A body's reader resumes the connection. The "pause" event makes Node stop reading; `pause()` alone does not on a paused stream.
    socket.on("resume", () => {
      if (this.#unparsed === undefined) return;
      socket.pause();
      socket.emit("pause");
    });
  }

  get waiting(): NamedAnswer[] {
    return this.#waiting.map(({ outgoing }) => outgoing);
  }

  add(one: Waiting): void {
    this.#waiting.push(one);
    if (this.#isMoving) return;
    this.#isMoving = true;
    this.#socket._httpMessage?.once("close", this.#moveOn);
  }

  stop(unparsed: Buffer): void {
    this.#unparsed = unparsed;
    this.#socket.pause();
  }

  readonly #moveOn = (): void => {
    setImmediate(() => this.#whenFree(() => this.#serveNext()));
  };

  #serveNext(): void {
    const next = this.#waiting.shift();
    this.#isMoving = next !== undefined && !this.#socket.destroyed;
    if (next === undefined || this.#socket.destroyed) return;
    next.outgoing.once("close", this.#moveOn);
    this.#serve(next.incoming, next.outgoing);
    // The last request may have a body that is not parsed yet.
    if (this.#waiting.length === 0) this.#parseOn();
  }

  #parseOn(): void {
    const unparsed = this.#unparsed;
    const socket = this.#socket;
    if (unparsed === undefined || socket.destroyed || socket.parser == null) return;
    if (socket._paused) {
      socket.once("drain", () => this.#parseOn());
      return;
    }
    this.#unparsed = undefined;
    socket.parser.resume();
    // Even where no bytes are left: the parser has yet to report the end of the last request.
    socket.emit("data", unparsed);
    if (this.#unparsed === undefined) socket.resume();
  }
}
