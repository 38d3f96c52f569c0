import { ServerResponse, type IncomingMessage } from "node:http";
import { lacksFraming } from "./unframed-body.js";
import { awaitItsEnd, hasUnreadBody, isTooMuchToThrowAway, throwAway } from "./unread-body.js";

/**
 * Node's way to write an answer, with what this service promises of connections.
 *
 * @param isDraining while true, each answer tells the client to close its connection. It is asked when the head goes out, so that requests
 * which came in before are told too.
 */
export function answerWriter(isDraining: () => boolean): typeof ServerResponse<IncomingMessage> {
  return class Answer extends ServerResponse<IncomingMessage> {
    #hasToldToSend = false;

    override writeContinue(callback?: () => void): void {
      this.#hasToldToSend = true;
      super.writeContinue(callback);
    }

    override writeHead(status: number, ...rest: unknown[]): this {
      const isRestUnwanted = hasUnreadBody(this.req) ? this.#isRestUnwanted() : lacksFraming(this.req);
      if (isRestUnwanted || isDraining()) this.shouldKeepAlive = false;
      return super.writeHead(status, ...(rest as []));
    }

    /** What is left of the request's body is read first: the answer is out by then, but the connection stays. */
    override end(...args: unknown[]): this {
      const isUnframed = lacksFraming(this.req);
      if (!isUnframed && !hasUnreadBody(this.req)) return super.end(...(args as []));
      const [chunk] = args;
      if (typeof chunk === "string" || chunk instanceof Uint8Array) this.write(chunk);
      else this.flushHeaders();
      if (isUnframed) awaitItsEnd(this.req.socket, () => super.end());
      else {
        throwAway(this.req, () => {
          super.end();
          if (!this.req.complete) this.req.socket.destroy();
        });
      }
      return this;
    }

    /** Whether the client may not send it at all, or more than is worth reading. */
    #isRestUnwanted(): boolean {
      const mayNeverCome = this.req.headers.expect !== undefined && !this.#hasToldToSend;
      return mayNeverCome || isTooMuchToThrowAway(this.req);
    }
  };
}
