/** Notes to the user beside the totals, on standard error. */
import type { FormatOptions } from "@dlg/total-core";
import { escapeControls, listOf } from "@dlg/total-core/internal";
import type { TextOutput } from "../process/text-output.js";
import type { Totals } from "../sources/total-of-sources.js";
import type { Dependencies } from "../process/dependencies.js";

type Reader = Pick<Dependencies, "stderr" | "isInForeground">;

/** Says, at a terminal, what is waited for. @returns whether standard input is typed */
export async function noteTyping(
  what: "numbers" | "names",
  { stdin, ...reader }: Reader & Pick<Dependencies, "stdin">,
): Promise<boolean> {
  const isTyped = await stdin.isTerminal();
  if (isTyped) note(`reading ${what} from the terminal: end them with Ctrl-D`, reader);
  return isTyped;
}

/** Says it at a terminal: not in files, to other programs, or over a shell's prompt. */
export function noteSimulated(reader: Reader): void {
  note("simulated numbers: --api ADDRESS names a numbers API, dlg total FILE a file", reader);
}

function note(line: string, { stderr, isInForeground }: Reader): void {
  if (stderr.isTerminal() && isInForeground()) stderr.write(`${line}\n`);
}

/** Says which places were not counted as numbers, if any. */
export function noteUncounted(
  { columns }: Totals,
  field: FormatOptions["field"] = [],
  stderr: TextOutput,
): void {
  const skipped = columns.reduce((sum, column) => sum + column.skipped, 0);
  if (skipped > 0) stderr.write(`skipped ${skipped} bad number${skipped === 1 ? "" : "s"}\n`);
  const fields = listOf(field);
  for (const [i, { missing, total, empty, skipped: bad }] of columns.entries()) {
    if (missing === 0) continue;
    const name = escapeControls(fields[i] ?? "");
    const objects = `${missing} object${missing === 1 ? "" : "s"}`;
    // Mostly its name is wrong, and there is no total.
    const isNowhere = total.count === 0 && empty === missing && bad === 0;
    stderr.write(
      isNowhere
        ? `no object has the field ${name}: counted ${objects} as empty\n`
        : `counted ${objects} without the field ${name} as empty\n`,
    );
  }
}
