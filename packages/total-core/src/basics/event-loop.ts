/** Turns of the event loop, in which timers, sockets and signals run. */
import { isNode } from "./node-modules.js";

// All are read when this module is loaded, so that a test's fake timers never stop a total.
/** Milliseconds since a fixed moment. */
export const now: () => number = /* @__PURE__ */ clock();
const scheduleTurn: (callback: () => void) => void = /* @__PURE__ */ turnScheduler();

/** All totals together may keep the event loop for so many milliseconds. */
const LONGEST_RUN_MS = 1;

let lastTurn = /* @__PURE__ */ now();
let turns = 0;

/** Whether the event loop should have a turn now. Work asks after each small step. */
export function isTurnDue(): boolean {
  return now() - lastTurn >= LONGEST_RUN_MS;
}

/**
 * Resolves after the event loop has had a turn; awaiting a resolved promise gives it none.
 *
 * All callers that wait in the same turn share its time, so that many totals at once keep the loop no longer than one. Each has its own callback:
 * workerd drops the callbacks of a request that is over, and with a shared one the others would wait for ever.
 */
export function eventLoopTurn(): Promise<void> {
  const turn = turns;
  return new Promise((resolve) => {
    scheduleTurn(() => {
      if (turn === turns) {
        turns += 1;
        lastTurn = now();
      }
      resolve();
    });
  });
}

function clock(): () => number {
  // In Node reading `performance` loads modules, which takes 0.9 ms of a start of 30.
  if (isNode()) {
    // A bundler would look for a package of that name without the `globalThis`.
    const { uptime } = globalThis.process;
    return () => uptime() * 1000;
  }
  const { performance = Date } = globalThis;
  return () => performance.now();
}

/** The fastest way to a turn that the runtime has. */
function turnScheduler(): (callback: () => void) => void {
  // Engines that are embedded somewhere may have none of them.
  const { setImmediate, setTimeout } = globalThis;
  if (typeof setImmediate === "function") return (callback) => void setImmediate(callback);
  // Read only here: in Node reading it loads 25 modules, which takes 1 to 2 ms of a start of 30.
  const { MessageChannel } = globalThis;
  // Without timers nobody waits for a turn.
  if (MessageChannel === undefined && setTimeout === undefined) return (callback) => callback();
  // Timers are the last choice, because browsers delay repeated ones. Runtimes at the edge may have nothing else.
  if (MessageChannel === undefined) return (callback) => void setTimeout(callback);
  return (callback) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      callback();
    });
    port1.start();
    port2.postMessage(undefined);
  };
}
