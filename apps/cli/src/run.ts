import { TotalError } from "@dlg/total-core";
import { ConfigError } from "@dlg/total-core/internal";
import { CommanderError } from "commander";
import { usageErrorFromCommander } from "./errors/command-line-error.js";
import { withClusterTied } from "./command-line/cluster-words.js";
import { ClusterFailure } from "./errors/cluster-failure.js";
import { Interrupted, type Dependencies, type EndingSignal } from "./process/dependencies.js";
import { EXIT, EXIT_CODES } from "./errors/exit-code.js";
import { withNearFileName } from "./errors/near-file-name.js";
import { NotVerified } from "./errors/not-verified.js";
import { printableLine } from "./errors/printable.js";
import { createProgram } from "./program.js";
import { OutputError } from "./process/text-output.js";
import { UsageError } from "./errors/usage-error.js";
import { wayOut } from "./errors/way-out.js";

/**
 * Runs the command line to its end. The system has taken all the output by then.
 *
 * @param args the words behind `dlg`
 * @returns the exit code, or the signal that the process is to die of
 */
export async function run(
  args: readonly string[],
  dependencies: Dependencies,
): Promise<number | EndingSignal> {
  try {
    await createProgram(dependencies).parseAsync(withClusterTied(args), { from: "user" });
    return EXIT.printed;
  } catch (error) {
    if (error instanceof Interrupted) return error.signal;
    const [exitCode, ...lines] = consequenceOf(error, args);
    for (const line of lines) dependencies.stderr.write(`${printableLine(line)}\n`);
    return exitCode;
  }
}

/** The exit code, and lines for standard error: what is wrong, and the way out where one is known. */
function consequenceOf(error: unknown, args: readonly string[]): [exitCode: number, ...lines: string[]] {
  if (error instanceof CommanderError) {
    // Help or the version was asked for and has been printed.
    if (error.exitCode === 0) return [EXIT.printed];
    // No command was named, and help has been printed on standard error.
    if (error.code === "commander.help") return [EXIT.wrongCommandLine];
    return consequenceOf(usageErrorFromCommander(error, args), args);
  }
  if (error instanceof UsageError) {
    const lines = [error.message, error.suggestionFor(args)].filter((line) => line !== undefined);
    return [EXIT.wrongCommandLine, ...lines];
  }
  if (error instanceof ConfigError) return [EXIT.wrongCommandLine, error.message];
  if (error instanceof OutputError || error instanceof ClusterFailure)
    return [EXIT.unreadable, error.message];
  if (error instanceof NotVerified) return [error.exitCode, error.message];
  if (error instanceof TotalError) {
    const lines = [withNearFileName(error).headline, wayOut(error, args)].filter(
      (line) => line !== undefined,
    );
    return [EXIT_CODES[error.code] ?? EXIT.badNumbers, ...lines];
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [EXIT.bug, ...stack.split("\n")];
}
