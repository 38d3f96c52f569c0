/**
 * Resolves once the event loop has gone round: by then Node has told of all that the system knew when this was called, of signals too.
 *
 * The first turn ends the round that is under way, which may have asked the system earlier.
 */
export async function eventLoopRound(): Promise<void> {
  await eventLoopTurn();
  await eventLoopTurn();
}

function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
