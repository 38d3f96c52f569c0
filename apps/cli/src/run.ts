import { TotalError } from "@dlg/total-core";
import { ConfigError } from "@dlg/total-core/internal";
import { CommanderError } from "commander";
import { usageErrorFromCommander } from "./command-line-error.js";
import { Interrupted, type Dependencies, type EndingSignal } from "./dependencies.js";
import { EXIT, EXIT_CODES } from "./exit-code.js";
import { withNearFileName } from "./near-file-name.js";
import { printableLine } from "./printable.js";
import { createProgram } from "./program.js";
import { OutputError } from "./text-output.js";
import { UsageError } from "./usage-error.js";

/**
 * Runs the command line to its end, which comes when the system has all that it prints.
 *
 * @param args without the names of Node and the script
 * @returns the exit code, or the signal that the process is to die of
 */
export async function run(
  args: readonly string[],
  dependencies: Dependencies,
): Promise<number | EndingSignal> {
  try {
    await createProgram(dependencies).parseAsync(args, { from: "user" }).catch(unlessDone);
    return EXIT.printed;
  } catch (error) {
    if (error instanceof Interrupted) return error.signal;
    const { exitCode, lines } = consequenceOf(error);
    for (const line of lines) dependencies.stderr.write(`${line}\n`);
    return exitCode;
  }
}

/** Commander ends help and version as it ends errors. */
function unlessDone(error: unknown): void {
  if (!(error instanceof CommanderError && error.exitCode === 0)) throw error;
}

interface Consequence {
  readonly exitCode: number;
  /** For standard error. */
  readonly lines: readonly string[];
}

function consequenceOf(error: unknown): Consequence {
  if (error instanceof CommanderError) {
    // A command is missing, and help was shown.
    if (error.code === "commander.help") return { exitCode: EXIT.wrongCommandLine, lines: [] };
    return consequenceOf(usageErrorFromCommander(error));
  }
  if (error instanceof UsageError) {
    const lines = [error.message, ...(error.suggestion === undefined ? [] : [error.suggestion])];
    return { exitCode: EXIT.wrongCommandLine, lines: lines.map(printableLine) };
  }
  if (error instanceof ConfigError)
    return { exitCode: EXIT.wrongCommandLine, lines: [printableLine(error.message)] };
  if (error instanceof TotalError) {
    const { message } = withNearFileName(error);
    return { exitCode: EXIT_CODES[error.code] ?? EXIT.badNumbers, lines: [printableLine(message)] };
  }
  if (error instanceof OutputError)
    return { exitCode: EXIT.unreadable, lines: [printableLine(error.message)] };
  return {
    exitCode: EXIT.bug,
    lines: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  };
}
