import type { Server } from "node:http";
import { connect, Server as NetServer, type AddressInfo } from "node:net";
import type { Gate } from "./gate.js";

/**
 * How many connections may wait to be accepted. The kernel lowers the number to `net.core.somaxconn`, 4096 as a rule.
 *
 * Node's default of 511 was too low for 10^4 simultaneous connections: past it, the kernel answers with SYN cookies, and resets a few of
 * the connections.
 */
export const BACKLOG = 65_535;

export interface CloseOptions {
  /** Shut until the listener is closed. */
  readonly gate: Gate;
  /** The listener closes after this time whatever comes, in milliseconds. */
  readonly maxWaitMs: number;
  /** Called when all connections are closed, too. */
  readonly closed: () => void;
}

/**
 * Closes the listener when no connection waits to be accepted. The kernel resets those that wait, and a proxy fails a POST that it has sent on
 * one; whereas after a refused connection, or one whose start gets no answer, it asks the next instance.
 *
 * - Node accepts one connection in a turn of its loop. Under load as many come meanwhile. So requests wait at the gate, which makes the turns
 *   short, and makes clients wait with their next requests.
 * - Microseconds after a turn that has accepted nothing, a connection can come. {@link isNoneWaiting} closes this gap.
 * - After a twentieth of the time, connections are let in one by one, and those that find another one waiting start again after a second.
 *
 * A connection is still reset if its start is under way across a network at the moment of the end, or if a machine is so slow that the time
 * runs out. Only a proxy that stops before, because it asks for `/readyz`, is safe from the first.
 */
export function closeListener(server: Server, { gate, maxWaitMs, closed }: CloseOptions): void {
  const begun = performance.now();
  let backlog = BACKLOG;
  let hasAccepted = true;
  const accepted = (): void => {
    hasAccepted = true;
  };
  const close = (): void => {
    server.off("connection", accepted);
    // `http.Server.prototype.close` would close idle connections too.
    NetServer.prototype.close.call(server, closed);
    gate.open();
  };
  const turn = (): void => {
    const passedMs = performance.now() - begun;
    if (passedMs >= maxWaitMs || !server.listening) {
      close();
      return;
    }
    if (passedMs >= maxWaitMs / 20 && backlog !== 0) {
      backlog = 0;
      setBacklog(server, backlog);
    }
    if (hasAccepted) {
      hasAccepted = false;
      setImmediate(turn);
    } else {
      isNoneWaiting(server, backlog, (isNone) => (isNone ? close() : setImmediate(turn)));
    }
  };
  gate.shut();
  server.on("connection", accepted);
  setImmediate(turn);
}

/**
 * Answers before the loop goes on, so that the listener can be closed before anything else comes.
 *
 * While the backlog is 0, Linux lets one connection wait, and drops the start of every other one. If the service's own connection gets in, it
 * is the one. Elsewhere the answer is yes.
 *
 * @param backlog what the backlog is afterwards where one waits
 */
function isNoneWaiting(server: Server, backlog: number, answer: (isNone: boolean) => void): void {
  if (!IS_LINUX) {
    answer(true);
    return;
  }
  setBacklog(server, 0);
  const { address, port } = server.address() as AddressInfo;
  const own = connect({ port, host: OF_ANY_ADDRESS[address] ?? address });
  own.on("error", () => {});
  // Node connects in the tick before.
  process.nextTick(() => {
    const isIn = handleOf(own)?.getpeername({}) === 0;
    if (!isIn) setBacklog(server, backlog);
    answer(isIn);
    own.destroy();
  });
}

const IS_LINUX = process.platform === "linux";

/** Where a listener on any address can be reached. */
const OF_ANY_ADDRESS: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/** Undocumented members of Node's handles. They are the same in Node 20, 24 and 26. */
interface Handle {
  /** On a socket that listens already, it only sets how many connections may wait. */
  listen(backlog: number): number;
  /** Returns 0 where the connection stands. */
  getpeername(into: object): number;
}

function handleOf(owner: object): Handle | null | undefined {
  return (owner as { readonly _handle?: Handle | null })._handle;
}

function setBacklog(server: Server, backlog: number): void {
  if (IS_LINUX) handleOf(server)?.listen(backlog);
}
