/** What the user at a terminal is told before the work begins: nothing of it goes into files or other programs, or over a shell's prompt. */
import type { Dependencies } from "../process/dependencies.js";

type Reader = Pick<Dependencies, "stderr" | "isInForeground">;

/** @returns whether standard input is typed */
export async function noteTyping(
  what: "numbers" | "names",
  { stdin, ...reader }: Reader & Pick<Dependencies, "stdin">,
): Promise<boolean> {
  const isTyped = await stdin.isTerminal();
  if (isTyped) note(`reading ${what} from the terminal: end them with Ctrl-D`, reader);
  return isTyped;
}

export function noteSimulated(reader: Reader): void {
  note("simulated numbers: --api ADDRESS names a numbers API, dlg total FILE a file", reader);
}

function note(line: string, { stderr, isInForeground }: Reader): void {
  if (stderr.isTerminal() && isInForeground()) stderr.write(`${line}\n`);
}
