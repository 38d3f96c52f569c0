/** Lets others run: timers, sockets, signals. */

// Taken when this is loaded, so that a test's fake timers never stop a total.
const { setImmediate, setTimeout } = globalThis;
const now = performance.now.bind(performance);

/** So long, in milliseconds, all work together may keep the event loop to itself. */
const LONGEST_RUN_MS = 1;

let lastTurn = now();
let turns = 0;

/** Whether the event loop should get its turn now. Work asks after each small step: time decides, not how much was done. */
export function isTurnDue(): boolean {
  return now() - lastTurn >= LONGEST_RUN_MS;
}

/**
 * Resolves after the event loop has had a turn, which a promise that is resolved already does not wait for.
 *
 * All who wait at the same time go on with the same clock running: many totals at a time keep the loop no longer than one. But each waits for
 * itself: where a request takes along what it waits for when it is over, as in workerd, others would wait for ever.
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

/** The fastest way that the runtime has. */
function turnScheduler(): (callback: () => void) => void {
  if (typeof setImmediate === "function") return (callback) => void setImmediate(callback);
  // Not looked at in Node, where that would load 25 modules, 1 to 2 ms of a start of 30.
  const { MessageChannel } = globalThis;
  // Timers are last, because browsers hold back one that comes again and again. Runtimes at the edge may have nothing else.
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
