/** What the user at a terminal is told before the work begins; nothing of it goes into files or other programs. */
import type { Dependencies } from "../process/dependencies.js";
import type { TextOutput } from "../process/text-output.js";

/** @returns whether standard input is typed */
export async function noteTyping(
  what: "numbers" | "names",
  { stdin, stderr }: Pick<Dependencies, "stdin" | "stderr">,
): Promise<boolean> {
  const isTyped = await stdin.isTerminal();
  if (isTyped) note(`reading ${what} from the terminal: end them with Ctrl-D`, stderr);
  return isTyped;
}

export function noteSimulated(stderr: TextOutput): void {
  note("simulated numbers: --api ADDRESS names a numbers API, dlg total FILE a file", stderr);
}

function note(line: string, stderr: TextOutput): void {
  if (stderr.isTerminal()) stderr.write(`${line}\n`);
}
