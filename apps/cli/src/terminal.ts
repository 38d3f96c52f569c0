import type { Terminal } from "./text-output.js";

/** What a terminal has that does not know its width: a serial line, or one whose other end never said. */
const USUAL_COLUMNS = 80;

/**
 * What is known of a stream's terminal; undefined where there is none, or one that cannot move its cursor.
 * @param type of the terminal, as `TERM` names it
 */
export function terminalOf(
  stream: Pick<NodeJS.WriteStream, "isTTY" | "columns">,
  type: string | undefined,
): Terminal | undefined {
  if (!stream.isTTY || type === "dumb") return undefined;
  return {
    get columns() {
      return stream.columns || USUAL_COLUMNS;
    },
  };
}
