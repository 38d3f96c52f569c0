import type { Server } from "node:http";

/** How long the event loop may work on requests and answers before it looks at its sockets again, in milliseconds. */
const TURN_MS = 2;

/** The same in a turn in which a connection was accepted: more are likely to wait, each for a turn. */
const RUSH_MS = 0.25;

type Work = () => void;

/** When the work of this turn of the event loop began; undefined before it has. */
let begun: number | undefined;
/** Whether the end of this turn is awaited. */
let isEnding = false;
let mostMs = TURN_MS;
const waiting: Work[] = [];

/**
 * Does the work at once, or in a later turn of the event loop where this one has taken its time. Work that waits is done in its order.
 *
 * libuv accepts one connection in a turn. A thousand clients that ask for much at once would make each turn long, and a new client, as a
 * probe is, wait for as many turns as there are connections before its own.
 */
export function inTurn(work: Work): void {
  if (waiting.length === 0 && hasTime()) work();
  else waiting.push(work);
}

/** Has the turns be short while connections come in. */
export function acceptFast(server: Server): void {
  server.on("connection", () => {
    mostMs = RUSH_MS;
  });
}

/** Whether the caller may go on in this turn of the event loop. */
export function hasTime(): boolean {
  const now = performance.now();
  if (!isEnding) {
    isEnding = true;
    setImmediate(endTurn);
  }
  begun ??= now;
  return now - begun < mostMs;
}

function endTurn(): void {
  isEnding = false;
  begun = undefined;
  goOn();
  mostMs = TURN_MS;
}

function goOn(): void {
  if (waiting.length === 0 || !hasTime()) return;
  waiting.shift()!();
  // Behind all that the work does in promises.
  queueMicrotask(() => process.nextTick(goOn));
}
