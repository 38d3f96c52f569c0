/** Lets others run: timers, sockets, signals. */

// Taken when this is loaded, so that a test's fake timers never stop a total.
const { setImmediate, MessageChannel } = globalThis;
const now = performance.now.bind(performance);

/** So long, in milliseconds, work may keep the event loop to itself. */
const LONGEST_RUN_MS = 4;

/** Work that gives the event loop its turns. It asks after each small step, and only time decides. */
export class PoliteWork {
  #lastTurn: number = now();

  isTurnDue(): boolean {
    return now() - this.#lastTurn >= LONGEST_RUN_MS;
  }

  async turn(): Promise<void> {
    await eventLoopTurn();
    this.#lastTurn = now();
  }
}

/** Resolves after the event loop has had a turn, which a promise that is resolved already does not wait for. */
function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else messageTurn(resolve);
  });
}

/** For browsers, which hold back a timer that comes again and again, but no message. */
function messageTurn(resolve: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", () => {
    port1.close();
    resolve();
  });
  port1.start();
  port2.postMessage(undefined);
}
