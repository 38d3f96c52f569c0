import type { IncomingMessage, ServerResponse } from "node:http";
import type { SocketOfServer } from "./socket.js";

export type Serve = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** How many requests may wait on a connection behind the one that is served. */
export const MAX_WAITING = 16;

/** What makes Node's parser stop behind a request's head, as llhttp numbers it, and the code of the error that Node then reports. */
const PAUSED = 21;
const PAUSED_CODE = "HPE_PAUSED";

/** What Node knows of a connection, and does not document. All of it is the same in Node 20, 24 and 26. */
interface ParsedSocket extends SocketOfServer {
  /** Whether Node itself has stopped reading, because an answer is read slowly. It takes no bytes then. */
  readonly _paused: boolean;
  readonly parser?: {
    /** Takes a request whose head is complete. What it returns goes to llhttp; 0 is to go on. */
    onIncoming: (incoming: IncomingMessage, keepAlive: boolean) => number;
    resume(): void;
  } | null;
}

interface ClientError extends NodeJS.ErrnoException {
  readonly bytesParsed?: number;
  readonly rawPacket?: Buffer;
}

export interface Pipelines {
  /** Serves a request when those before it on its connection are answered. */
  readonly serve: Serve;
  /** Whether the error is none, but the parser having stopped because enough requests wait. */
  hasStopped(error: NodeJS.ErrnoException, socket: SocketOfServer): boolean;
  /** The last answer that a connection waits for. */
  lastAnswer(socket: SocketOfServer): ServerResponse | null | undefined;
}

/**
 * Serves the requests that a client sends ahead (RFC 9112 section 9.3.2) one at a time, the others' connections between any two, and
 * lets {@link MAX_WAITING} of them wait: past these nothing more is taken from the connection until they are on their way.
 *
 * Node alone parses all that one read brings, up to 64 KiB and thousands of requests, and emits each of them before anything else is
 * done. To stop reading is not enough to bound that: the parser itself has to be stopped, and what it has left is kept for later.
 */
export function servePipelines(serve: Serve): Pipelines {
  const pipelines = new WeakMap<SocketOfServer, Pipeline>();
  return {
    serve(incoming, outgoing) {
      if (outgoing.socket !== null) {
        serve(incoming, outgoing);
        return;
      }
      const socket = incoming.socket as ParsedSocket;
      let pipeline = pipelines.get(socket);
      if (pipeline === undefined) pipelines.set(socket, (pipeline = new Pipeline(socket, serve)));
      pipeline.add({ incoming, outgoing });
    },
    hasStopped({ code, bytesParsed, rawPacket }: ClientError, socket) {
      const pipeline = pipelines.get(socket);
      if (code !== PAUSED_CODE || pipeline === undefined || rawPacket === undefined) return false;
      pipeline.stop(rawPacket.subarray(bytesParsed));
      return true;
    },
    lastAnswer: (socket) => pipelines.get(socket)?.last ?? socket._httpMessage,
  };
}

interface Waiting {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

class Pipeline {
  readonly #socket: ParsedSocket;
  readonly #serve: Serve;
  readonly #waiting: Waiting[] = [];
  /** Whether the end of the answer under way is listened for. */
  #isMoving = false;
  /** What has been read and is not parsed yet; undefined while the parser runs. */
  #unparsed: Buffer | undefined;

  constructor(socket: ParsedSocket, serve: Serve) {
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
    // Whoever reads a body resumes the connection. The event tells Node to stop reading; pausing a paused stream would not.
    socket.on("resume", () => {
      if (this.#unparsed === undefined) return;
      socket.pause();
      socket.emit("pause");
    });
  }

  get last(): ServerResponse | undefined {
    return this.#waiting.at(-1)?.outgoing;
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
    setImmediate(() => {
      const next = this.#waiting.shift();
      this.#isMoving = next !== undefined && !this.#socket.destroyed;
      if (next === undefined || this.#socket.destroyed) return;
      next.outgoing.once("close", this.#moveOn);
      this.#serve(next.incoming, next.outgoing);
      // The last one may be waiting for its body.
      if (this.#waiting.length === 0) this.#parseOn();
    });
  };

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
    // Even where nothing is left: the end of the last request has yet to be seen.
    socket.emit("data", unparsed);
    if (this.#unparsed === undefined) socket.resume();
  }
}
