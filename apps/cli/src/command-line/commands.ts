/** Messages that commander would say in its own words, or not at all. */
import { NearestName, quote } from "@dlg/total-core/internal";
import type { Command } from "commander";
import { UsageError } from "../errors/usage-error.js";

/** @throws UsageError where no command that is shown has this name */
export function commandOf(program: Command, name: string): Command {
  const commands = program.createHelp().visibleCommands(program);
  const found = commands.find((command) => command.name() === name);
  if (found !== undefined) return found;
  const names = commands.map((command) => command.name());
  const nearest = new NearestName(name);
  for (const one of names) nearest.consider(one);
  throw new UsageError(
    `dlg help: expected one of ${names.join(", ")}, got ${quote(name)}`,
    nearest.name && `Did you mean ${nearest.name}?`,
  );
}

/** Makes a command refuse words behind its last argument, naming the first. */
export function refuseExcess(command: Command): void {
  const { registeredArguments: expected } = command;
  if (expected.at(-1)?.variadic === true) return;
  command.allowExcessArguments().hook("preAction", () => {
    const excess = command.args[expected.length];
    if (excess === undefined) return;
    const last = expected.at(-1);
    const behind =
      last === undefined
        ? "no argument"
        : `nothing behind ${last.required ? `<${last.name()}>` : `[${last.name()}]`}`;
    throw new UsageError(`dlg ${command.name()}: expected ${behind}, got ${quote(excess)}`);
  });
}
