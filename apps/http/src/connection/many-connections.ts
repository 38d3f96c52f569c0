import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { SocketOfServer } from "./socket.js";

export interface ManyConnectionsOptions {
  /** How many connections may be open; at least one. */
  readonly max: number;
  /** Called for each connection that makes room for another one or finds none. */
  readonly onDrop: (reason: string) => void;
}

/**
 * The share of a container's memory that a connection may take. Under attack one was seen to take 25 KiB, garbage and the kernel's part
 * included, beside 60 MiB for the service; 10,000 of them took a container of 256 MiB to its end in five minutes. Where 5,000 a second come and go, they
leave garbage as fast as it is collected: the service took up to 209 MiB with 4,096 of them, and 45 MiB in sockets, and up to 199 with 2,730.
 */
const MEMORY_EACH_BYTES = 98_304;

/** Node's events for a request. */
const REQUEST_EVENTS = ["request", "checkContinue", "checkExpectation"];

/**
 * Bounds the open connections, by `maxConnections` of the server too. Past the bound, a new one takes the place of the one that has been without
 * a request for longest; where all have one, the new one is closed.
 *
 * To be called before the server listens.
 */
export function boundConnections(server: Server, { max, onDrop }: ManyConnectionsOptions): void {
  let open = 0;
  /** Connections without a request, the longest without one first. */
  const idle = new Set<Socket>();

  /** At its own bound, Node drops the new connection, even if others are idle. One less than the bound leaves a turn in which an idle one makes room. */
  const mostByFiles = (): number => (server.maxConnections ?? Infinity) - 1;

  function makeRoom(most: number): boolean {
    const bound = most < max ? "the file descriptors allow" : "MAX_CONNECTIONS and the memory allow";
    onDrop(`${most} connections are open, as many as ${bound}`);
    const [longest] = idle;
    if (longest === undefined) return false;
    idle.delete(longest);
    longest.destroy();
    return true;
  }

  server.on("connection", (socket: Socket) => {
    const most = Math.max(1, Math.min(max, mostByFiles()));
    if (open >= most && !makeRoom(most)) {
      socket.destroy();
      return;
    }
    open += 1;
    idle.add(socket);
    socket.once("close", () => {
      open -= 1;
      idle.delete(socket);
    });
  });

  function beIdle(this: ServerResponse): void {
    const socket: SocketOfServer = this.req.socket;
    // The next request may have come in already.
    if (!socket.destroyed && socket._httpMessage == null) idle.add(socket);
  }
  for (const event of REQUEST_EVENTS) {
    server.on(event, ({ socket }: IncomingMessage, answer: ServerResponse) => {
      idle.delete(socket);
      answer.on("close", beIdle);
    });
  }
}

/**
 * The given number of connections, or as many as there is memory for.
 * @param memoryBytes what the process may take; 0 or more than there is where it is not limited
 */
export function connectionsAllowed(max: number, memoryBytes: number): number {
  const byMemory = memoryBytes === 0 ? Infinity : Math.floor(memoryBytes / MEMORY_EACH_BYTES);
  return Math.max(1, Math.min(max, byMemory));
}
