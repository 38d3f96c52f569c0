/**
 * Resolves after a whole round of the event loop: by then Node has reported everything that the system knew at the call, signals too.
 *
 * It takes two turns: the first ends the round under way, which may have asked the system before the call.
 */
export async function eventLoopRound(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
