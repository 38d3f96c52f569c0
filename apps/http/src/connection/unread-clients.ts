import type { Server, ServerResponse } from "node:http";
import { askWhetherThere, type SocketOfServer } from "./still-there.js";
import { hasUnreadBody } from "./unread-body.js";

/** How often a client is looked at of whose body something is unread, in milliseconds. */
const LOOK_MS = 750;

/** A body that is read faster needs no question: the systems hold a few MiB between them, behind which an end is then soon seen. */
const FAST_BYTES_PER_MS = 1024;

/** After the first question and after the others. The first answer of a client that is gone is a reset, which the second question meets. */
const ASK_AGAIN_MS = [100, 5000];

/**
 * Notices clients that leave while some of their body has not been read.
 *
 * Node reads a connection no further than its body is taken, and neither an end nor a reset is seen behind bytes that nobody reads: the
 * few that make much work, as gzip can, would keep it going for clients that are long gone. So these are asked.
 */
export function noticeUnreadClients(server: Server): void {
  for (const event of ["request", "checkContinue"]) {
    server.on(event, (incoming: ServerResponse["req"], outgoing: ServerResponse) => {
      if (hasUnreadBody(incoming)) watch(outgoing);
    });
  }
}

function watch(answer: ServerResponse): void {
  const { req: incoming } = answer;
  const socket: SocketOfServer = incoming.socket;
  let bytesRead = 0;
  let asked = 0;
  const lookIn = (ms: number): NodeJS.Timeout => setTimeout(look, ms, ms).unref();
  const look = (passedMs: number): void => {
    if (socket.destroyed || incoming.complete || answer.headersSent) return;
    const isSlow = socket.bytesRead - bytesRead < FAST_BYTES_PER_MS * passedMs;
    bytesRead = socket.bytesRead;
    if (isSlow && incoming.readableLength > 0 && socket._httpMessage === answer) {
      askWhetherThere(answer);
      timer = lookIn(ASK_AGAIN_MS[Math.min(asked, ASK_AGAIN_MS.length - 1)]!);
      asked += 1;
    } else {
      asked = 0;
      timer = lookIn(LOOK_MS);
    }
  };
  let timer = lookIn(LOOK_MS);
  answer.once("close", () => clearTimeout(timer));
}
