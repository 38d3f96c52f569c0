import { CommanderError } from "commander";
import { describe, expect, test } from "vitest";
import { usageErrorFromCommander } from "./command-line-error.js";

/** The messages of commander 14.0.3; program.test.ts holds that commander still writes them. */
const usageError = (code: string, message: string) =>
  usageErrorFromCommander(new CommanderError(1, code, message), ["completion"]);

describe("what commander finds wrong", () => {
  test("an unknown option, with its suggestion", () => {
    const error = usageError(
      "commander.unknownOption",
      "error: unknown option '--jsn'\n(Did you mean --json?)",
    );
    expect(error.message).toBe('dlg: expected a known option, got "--jsn"');
    expect(error.suggestionFor([])).toBe("Did you mean --json?");
  });

  test("an unknown option without one, with quotes and line breaks in it", () => {
    const error = usageError("commander.unknownOption", "error: unknown option '--it's\n(new'");
    expect(error.message).toBe('dlg: expected a known option, got "--it\'s\\n(new"');
    expect(error.suggestionFor([])).toBeUndefined();
  });

  test("an unknown command", () => {
    const error = usageError("commander.unknownCommand", "error: unknown command 'amounts.txt'");
    expect(error.message).toBe('dlg: expected a command, got "amounts.txt"');
    expect(error.suggestionFor([])).toBe("Sources stand behind the command: dlg total SOURCE");
  });

  test("an option without its value", () => {
    const error = usageError(
      "commander.optionMissingArgument",
      "error: option '--timeout <seconds>' argument missing",
    );
    expect(error.message).toBe("--timeout <seconds>: expected a value, got none");
  });

  test("a command without its argument", () => {
    const error = usageError("commander.missingArgument", "error: missing required argument 'shell'");
    expect(error.message).toBe("dlg completion: expected the argument <shell>, got none");
  });

  test("anything else that commander may find", () => {
    const error = usageError("commander.excessArguments", "error: too many arguments.");
    expect(error.message).toBe('dlg: expected another command line, got "error: too many arguments."');
  });
});
