import { ServerResponse, type IncomingMessage } from "node:http";
import type { NamedAnswer } from "./socket.js";
import { hasTime } from "./turns.js";
import { lacksFraming } from "./unframed-body.js";
import { awaitClientEnd, hasMuchUnread, hasUnreadBody, throwAway } from "./unread-body.js";
import type { AnswerRoom } from "./unread-answers.js";
import { noteLost } from "./wire-status.js";

const ID_HEADER = "X-Request-Id";

/** As the adapter writes it where the app's headers are a `Headers`. */
const LOWER_CASE_ID_HEADER = "x-request-id";

/** Adds the request's ID, as the app does by itself, to an answer from outside of the app. */
function nameIn(headers: unknown, { seen }: NamedAnswer): void {
  if (seen === undefined || typeof headers !== "object" || headers === null) return;
  if (ID_HEADER in headers || LOWER_CASE_ID_HEADER in headers) return;
  (headers as Record<string, string>)[ID_HEADER] = seen.requestId;
}

/**
 * Node's writer of answers, which also settles what happens to the connection: whether it stays open, and what becomes of an unread body.
 *
 * Long answers come piece by piece: they wait for their turn and for room in the kernel.
 *
 * @param isDraining while true, each answer tells the client to close its connection. It is called when the head goes out, so that it holds
 * for requests that came in before the draining began too.
 */
export function answerWriter(
  isDraining: () => boolean,
  room: AnswerRoom,
): typeof ServerResponse<IncomingMessage> {
  return class Answer extends ServerResponse<IncomingMessage> {
    #hasSentContinue = false;

    override writeContinue(callback?: () => void): void {
      this.#hasSentContinue = true;
      super.writeContinue(callback);
    }

    override writeHead(status: number, ...rest: unknown[]): this {
      const isRestUnwanted = hasUnreadBody(this.req) ? this.#isRestUnwanted() : lacksFraming(this.req);
      if (isRestUnwanted || isDraining()) this.shouldKeepAlive = false;
      if (this.socket?.writable === false) noteLost(this);
      nameIn(rest[0], this);
      return super.writeHead(status, ...(rest as []));
    }

    override write(...args: unknown[]): boolean {
      const [piece] = args;
      const isFlowing = super.write(...(args as [unknown]));
      if (!(piece instanceof Uint8Array)) return isFlowing;
      const mayGoOn = room.take(piece.length) && hasTime();
      if (isFlowing && !mayGoOn) this.emit("drain");
      return isFlowing && mayGoOn;
    }

    /** "drain" waits for room and a turn, too. Node's own comes after each piece, because a piece fills its buffer. */
    override emit(event: string, ...args: unknown[]): boolean {
      if (event !== "drain") return super.emit(event, ...args);
      room.whenFree(() => super.emit("drain"));
      return true;
    }

    /** Sends the answer, and reads the rest of the request's body before the connection is used again or closed. */
    override end(...args: unknown[]): this {
      const isUnframed = lacksFraming(this.req);
      const [chunk] = args;
      if (!isUnframed && !hasUnreadBody(this.req)) {
        if (typeof chunk === "string") room.take(chunk.length);
        return super.end(...(args as []));
      }
      if (typeof chunk === "string" || chunk instanceof Uint8Array) this.write(chunk);
      else this.flushHeaders();
      if (isUnframed) awaitClientEnd(this.req.socket, () => super.end());
      else {
        throwAway(this.req, () => {
          super.end();
          if (!this.req.complete) this.req.socket.destroy();
        });
      }
      return this;
    }

    /** Whether the rest may never come, because the client expects "100 Continue", or is longer than is worth sending. */
    #isRestUnwanted(): boolean {
      const mayNeverCome = this.req.headers.expect !== undefined && !this.#hasSentContinue;
      return mayNeverCome || hasMuchUnread(this.req);
    }
  };
}
