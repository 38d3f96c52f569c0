import type { Readable } from "node:stream";
import { giveBack } from "@dlg/total-core/internal";
import { ClientLeft, Refusal } from "../problem.js";

export interface BodyPiecesOptions {
  /** The longest silence, in milliseconds. Once the waits add up to this time, the average has to be 1 KiB/s too. */
  readonly timeoutMs: number;
  /** How long the whole body may take, in milliseconds, whichever side is slow. */
  readonly deadlineMs: number;
  /** Milliseconds since a fixed moment. */
  readonly now: () => number;
}

/** 1 KiB/s */
const LEAST_BYTES_PER_MS = 1024 / 1000;

type Piece = IteratorResult<Uint8Array, undefined>;

const END: Piece = { done: true, value: undefined };

/** A call of `next` that waits for a piece. */
interface PendingRead {
  readonly resolve: (piece: Piece) => void;
  readonly reject: (reason: unknown) => void;
  /** When the wait began. */
  readonly since: number;
  readonly timer: NodeJS.Timeout;
}

/**
 * A request's body, piece by piece. A piece is valid until the next one is asked for.
 *
 * A piece is taken from the stream when it is asked for, and Node reads no further until then: at most 64 KiB a connection and turn of the
 * event loop, however fast the client sends.
 *
 * The timeout counts only the time in which a piece is waited for, because a client is not late when the service is; the deadline counts all
 * time. A reader that stops early leaves the stream open, because the connection is still needed for the answer.
 */
export class BodyPieces implements AsyncIterableIterator<Uint8Array> {
  readonly #body: Readable;
  readonly #options: BodyPiecesOptions;
  readonly #deadline: NodeJS.Timeout;
  #last: Uint8Array | undefined;
  #hasEnded = false;
  #failure: Error | undefined;
  #pending: PendingRead | undefined;
  #received = 0;
  #waitedMs = 0;

  constructor(body: Readable, options: BodyPiecesOptions) {
    this.#body = body;
    this.#options = options;
    const { deadlineMs } = options;
    this.#deadline = setTimeout(() => this.#fail(tooLate(deadlineMs)), deadlineMs);
    body.on("readable", this.#look).on("end", this.#end).on("error", this.#lose).on("close", this.#lose);
    if (body.destroyed) this.#lose();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /**
   * @throws Refusal 408 where the body is too slow or past its deadline
   * @throws ClientLeft
   */
  next(): Promise<Piece> {
    if (this.#last !== undefined) giveBack(this.#last);
    this.#last = undefined;
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#hasEnded) return Promise.resolve(END);
    const piece = this.#take();
    if (piece !== undefined) return Promise.resolve(piece);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(), this.#patienceMs());
      this.#pending = { resolve, reject, since: this.#options.now(), timer };
    });
  }

  return(): Promise<Piece> {
    this.stop();
    return Promise.resolve(END);
  }

  /** Ends the reading. A pending {@link next} resolves as at the end of the body. */
  stop(): void {
    this.#body
      .off("readable", this.#look)
      .off("end", this.#end)
      .off("error", this.#lose)
      .off("close", this.#lose);
    this.#end();
  }

  /** Takes all buffered bytes as one piece: a client may send byte by byte, and each piece has a fixed cost. */
  #take(): Piece | undefined {
    const buffered = this.#body.readableLength;
    const chunks: Uint8Array[] = [];
    // Up to Node 24, the first read returns all buffered bytes; from Node 26 on, one of the buffered chunks.
    for (let length = 0; chunks.length === 0 || length < buffered;) {
      const chunk = this.#body.read() as Uint8Array | null;
      if (chunk === null) break;
      chunks.push(chunk);
      length += chunk.length;
    }
    const bytes = chunks.length > 1 ? Buffer.concat(chunks) : chunks[0];
    if (bytes === undefined) return undefined;
    this.#received += bytes.length;
    this.#last = bytes;
    return { done: false, value: bytes };
  }

  readonly #look = (): void => {
    if (this.#pending === undefined) return;
    const piece = this.#take();
    if (piece !== undefined) this.#takePending()?.resolve(piece);
  };

  readonly #end = (): void => {
    this.#hasEnded = true;
    clearTimeout(this.#deadline);
    this.#takePending()?.resolve(END);
  };

  readonly #lose = (cause?: Error): void => {
    if (!this.#hasEnded) this.#fail(new ClientLeft(undefined, { cause }));
  };

  #fail(failure: Error): void {
    this.#failure ??= failure;
    clearTimeout(this.#deadline);
    this.#takePending()?.reject(this.#failure);
  }

  #takePending(): PendingRead | undefined {
    const pending = this.#pending;
    if (pending === undefined) return undefined;
    this.#pending = undefined;
    clearTimeout(pending.timer);
    this.#waitedMs += this.#options.now() - pending.since;
    return pending;
  }

  /** How long the next wait may be, in milliseconds. */
  #patienceMs(): number {
    const { timeoutMs } = this.#options;
    const mostInAll = Math.max(timeoutMs, this.#received / LEAST_BYTES_PER_MS);
    return Math.min(timeoutMs, Math.max(0, mostInAll - this.#waitedMs));
  }

  /** The time is over. Where the service was busy, bytes may have come in that Node delivers in this turn of the event loop: they count. */
  #giveUp(): void {
    const pending = this.#pending;
    setImmediate(() => {
      if (pending !== undefined && this.#pending === pending) this.#fail(tooSlow(this.#options.timeoutMs));
    });
  }
}

function tooSlow(timeoutMs: number): Refusal {
  return late(
    `expected a body without a silence of ${timeoutMs} ms, and of 1 KiB/s after that time, got a slower one`,
  );
}

function tooLate(deadlineMs: number): Refusal {
  return late(`expected a body within ${deadlineMs} ms, got a slower one`);
}

function late(detail: string): Refusal {
  // RFC 9110 section 15.5.9.
  return new Refusal(408, { detail }, { Connection: "close" });
}
