/** Turns of the event loop, in which timers, sockets and signals run. */

// Read when this module is loaded, so that a test's fake timers never stop a total.
const { setImmediate, setTimeout } = globalThis;
const now = performance.now.bind(performance);

/** All totals together may keep the event loop for so many milliseconds. */
const LONGEST_RUN_MS = 1;

let lastTurn = now();
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

const scheduleTurn: (callback: () => void) => void = turnScheduler();

/** The fastest way to a turn that the runtime has. */
function turnScheduler(): (callback: () => void) => void {
  if (typeof setImmediate === "function") return (callback) => void setImmediate(callback);
  // Read only here: in Node reading it loads 25 modules, which takes 1 to 2 ms of a start of 30.
  const { MessageChannel } = globalThis;
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
