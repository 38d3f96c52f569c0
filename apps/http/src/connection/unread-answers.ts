import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { peerOf, sendQueues, type SendQueues } from "./send-queues.js";
import { inTurn } from "./turns.js";

export interface UnreadAnswersOptions {
  /** How many bytes of answers the kernel may hold for all clients together; 0 is no limit. */
  readonly maxBytes: number;
  /** Called with the number of connections cut at a look. */
  readonly onCut: (connections: number) => void;
  /** The bytes that the kernel holds for the connections to a port; undefined where it does not tell. */
  readonly queuesOf?: (port: number) => Promise<SendQueues | undefined>;
  /** Milliseconds since a fixed moment. */
  readonly now?: () => number;
}

/** Room in the kernel for the answers of a server. */
export interface AnswerRoom {
  /** To be called before the server listens. */
  of(server: Server): void;
  /** Notes that bytes were handed to the kernel. @returns whether there is room for more */
  take(bytes: number): boolean;
  /** Calls back once there is room. */
  whenFree(work: () => void): void;
}

/** How often the kernel is asked while it holds too much, in milliseconds. */
const ASK_AGAIN_MS = 100;

/** The shortest time over which a client's rate is taken, in milliseconds. */
const RATE_MS = 1000;

/** A client that will need longer to read what the kernel holds for it is cut where the room is wanted, in milliseconds. */
const MAX_READING_MS = 30_000;

/** How much a client had read at a moment. */
interface Reading {
  readonly bytes: number;
  readonly at: number;
}

interface SlowClient {
  readonly socket: Socket;
  readonly heldBytes: number;
  readonly leftMs: number;
}

/**
 * Bounds what the kernel holds of answers that clients have not read. As Linux is set up it takes up to 4 MiB a connection, which in a
 * container is the container's memory, and shows none of it to Node.
 *
 * Where the kernel may hold too much, by what it has been handed, it is asked. Answers then wait until clients have read, and the clients that
 * need longest for theirs are cut. Where the kernel does not tell, off Linux, nothing is bounded.
 */
export function boundUnreadAnswers({
  maxBytes,
  onCut,
  queuesOf = sendQueues,
  now = () => performance.now(),
}: UnreadAnswersOptions): AnswerRoom {
  let server: Server | undefined;
  let port: number | undefined;
  const sockets = new Set<Socket>();
  const readings = new WeakMap<Socket, Reading>();
  let waiting: (() => void)[] = [];
  let isAsking = false;
  /** The bytes that the kernel held when it was asked, and those that it has been handed since. */
  let heldBytes = 0;
  let handedBytes = 0;

  const hasRoom = (): boolean => maxBytes === 0 || (!isAsking && heldBytes + handedBytes <= maxBytes);

  async function ask(): Promise<void> {
    isAsking = true;
    handedBytes = 0;
    // A server that listens no more has no address, and connections still.
    port = (server?.address() as AddressInfo | null | undefined)?.port ?? port;
    const queues = port === undefined ? undefined : await queuesOf(port);
    heldBytes = 0;
    for (const bytes of queues?.values() ?? []) heldBytes += bytes;
    if (queues !== undefined && heldBytes > maxBytes) cutSlowest(queues);
    isAsking = false;
    if (!hasRoom()) {
      setTimeout(() => void ask(), ASK_AGAIN_MS).unref();
      isAsking = true;
      return;
    }
    const free = waiting;
    waiting = [];
    for (const work of free) inTurn(work);
  }

  /** Cuts the clients that will need longest, until the kernel holds half of what it may. */
  function cutSlowest(queues: SendQueues): void {
    const slow = slowClients(queues).toSorted((a, b) => b.leftMs - a.leftMs);
    let cut = 0;
    for (const client of slow) {
      if (heldBytes <= maxBytes / 2) break;
      client.socket.resetAndDestroy();
      heldBytes -= client.heldBytes;
      cut += 1;
    }
    if (cut > 0) onCut(cut);
  }

  function slowClients(queues: SendQueues): SlowClient[] {
    const at = now();
    const slow: SlowClient[] = [];
    for (const socket of sockets) {
      const peer = peerOf(socket);
      const held = peer === undefined ? undefined : queues.get(peer);
      if (held === undefined) continue;
      const bytes = socket.bytesWritten - socket.writableLength - held;
      const before = readings.get(socket);
      if (before !== undefined && at - before.at < RATE_MS) continue;
      readings.set(socket, { bytes, at });
      if (before === undefined) continue;
      const leftMs = (held * (at - before.at)) / (bytes - before.bytes);
      if (leftMs > MAX_READING_MS) slow.push({ socket, heldBytes: held, leftMs });
    }
    return slow;
  }

  return {
    of(given) {
      server = given;
      given.on("connection", (socket: Socket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
      });
    },
    take(bytes) {
      handedBytes += bytes;
      return hasRoom();
    },
    whenFree(work) {
      if (hasRoom()) {
        inTurn(work);
        return;
      }
      waiting.push(work);
      if (!isAsking) void ask();
    },
  };
}
