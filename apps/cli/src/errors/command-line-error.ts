import { quote } from "@dlg/total-core/internal";
import type { CommanderError } from "commander";
import { UsageError } from "./usage-error.js";

/**
 * An error of commander in the words of all errors here. Its message has the user's word in quotes, and a suggestion in brackets on a line of its
 * own.
 *
 * @param args the words behind `dlg`
 */
export function usageErrorFromCommander(
  { code, message }: CommanderError,
  [command]: readonly string[],
): UsageError {
  const [, body = message, suggestion] = /^([^]*?)(?:\n\((Did you mean [^\n]*)\))?$/.exec(message) ?? [];
  const got = /'([^]*)'/.exec(body)?.[1] ?? body;
  switch (code) {
    case "commander.unknownOption":
      return new UsageError(`dlg: expected a known option, got ${quote(got)}`, suggestion);
    case "commander.unknownCommand":
      return new UsageError(
        `dlg: expected a command, got ${quote(got)}`,
        suggestion ?? "Sources stand behind the command: dlg total SOURCE",
      );
    case "commander.optionMissingArgument":
      return new UsageError(`${got}: expected a value, got none`);
    case "commander.missingArgument":
      return new UsageError(`dlg ${command}: expected the argument <${got}>, got none`);
    default:
      return new UsageError(`dlg: expected another command line, got ${quote(body)}`);
  }
}
