import type { Server } from "node:http";
import type { Socket } from "node:net";
import { askWhetherThere, type SocketOfServer } from "./still-there.js";

/**
 * How long after the end of a client's side it is asked whether it is still there, and then again, in milliseconds. The first answer of a
 * client that is gone is a reset, which the second question meets.
 */
const ASK_AFTER_MS = [1500, 100, 5000];

/**
 * Lets clients that close their side of the connection after the request have their answer, as TCP allows.
 *
 * A client that has left looks the same at first. So that its work can be cancelled, a client whose answer takes longer is asked.
 */
export function serveHalfClosed(server: Server): void {
  (server as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
  server.on("connection", (socket: Socket) => socket.once("end", () => ask(socket, 0)));
}

function ask(socket: SocketOfServer, times: number): void {
  const timer = setTimeout(
    () => {
      const answer = socket._httpMessage;
      if (socket.destroyed || answer == null || answer.headersSent) return;
      askWhetherThere(answer);
      ask(socket, times + 1);
    },
    ASK_AFTER_MS[Math.min(times, ASK_AFTER_MS.length - 1)],
  );
  timer.unref();
}
