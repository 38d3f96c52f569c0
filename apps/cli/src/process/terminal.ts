import type { Terminal } from "./text-output.js";

/** For a terminal that does not know its width: a serial line, say. */
const USUAL_COLUMNS = 80;

/** @param stream made only when it is asked */
export function terminalOf(stream: () => NodeJS.WriteStream, type: string | undefined): Terminal {
  return {
    isTerminal: () => stream().isTTY === true,
    columns: () => terminalColumns(stream(), type),
  };
}

/**
 * How wide a stream's terminal is now; undefined where there is none, or one that cannot move its cursor.
 *
 * @param type of the terminal: the variable `TERM`
 */
export function terminalColumns(
  { isTTY, columns }: Pick<NodeJS.WriteStream, "isTTY" | "columns">,
  type: string | undefined,
): number | undefined {
  return isTTY && type !== "dumb" ? columns || USUAL_COLUMNS : undefined;
}
