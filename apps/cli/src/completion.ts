/** Completion in shells. Loaded only when a shell, or its user, asks for it. */
import { RootCommand } from "@bomb.sh/tab";
import type { Command, Option } from "commander";
import type { Shell } from "./option-values.js";

/** The script that makes a shell complete `dlg`: it asks `dlg complete -- WORDS` each time. */
export function completionScript(shell: Shell): string {
  const script = printedBy(() => new RootCommand().setup("dlg", "dlg", shell));
  if (shell !== "bash") return script;
  // Its constants would be in the way of those of any other program that uses the library.
  const asked = script.replace(/^readonly /gm, "");
  // For bash a word begins behind an equals sign; the script takes it for a part of the value.
  const completed = asked.replace(
    '-W "${completions[*]}" -- "$cur"',
    '-W "${completions[*]}" -- "${cur#*=}"',
  );
  // The script turns file names off where they are not wanted, and has not turned them on.
  return `${completed}complete -o default -F __dlg_complete dlg\n`;
}

/** What the script is told where the shell is to offer files: Cobra's directive. */
const FILE_NAMES = ":0\n";

/**
 * What may stand for the last of some words, of which there is at least one: a line each, and what to do where there is none.
 *
 * @param words behind `dlg`
 */
export function completions(program: Command, words: readonly string[]): string {
  if (isSource(program, words)) return FILE_NAMES;
  const root = new RootCommand();
  for (const command of shownCommands(program)) {
    const known = root.command(command.name(), command.description());
    for (const option of shownOptions(command)) {
      const name = option.long!.slice(2);
      const short = option.short?.slice(1);
      if (takesValue(option)) {
        known.option(
          name,
          option.description,
          (offer) => option.argChoices?.forEach((choice) => offer(choice, "")),
          short,
        );
      } else known.option(name, option.description, short);
    }
    for (const argument of command.registeredArguments) {
      const choices = command.name() === "help" ? commandNames(program) : argument.argChoices;
      known.argument(
        argument.name(),
        (offer) => choices?.forEach((choice) => offer(choice, "")),
        argument.variadic,
      );
    }
  }
  const answer = printedBy(() => root.parse([...words]));
  // zsh shows a dash where the description behind the tab is empty.
  return answer.replace(/\t$/gm, "");
}

/** Whether `dlg total` would take the last word for a source, which may be a file: it is neither an option nor the value of one. */
function isSource(program: Command, words: readonly string[]): boolean {
  const [name, ...others] = words;
  const last = others.pop();
  const command = shownCommands(program).find((one) => one.name() === name);
  if (name !== "total" || command === undefined || last === undefined) return false;
  if (others.includes("--")) return true;
  const isValue = shownOptions(command).some((option) => option.long === others.at(-1) && takesValue(option));
  return !last.startsWith("-") && !isValue;
}

function commandNames(program: Command): readonly string[] {
  return shownCommands(program).map((command) => command.name());
}

function shownCommands(program: Command): readonly Command[] {
  return program.createHelp().visibleCommands(program);
}

function shownOptions(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

/** The library prints by itself. */
function printedBy(work: () => void): string {
  const { log } = console;
  let text = "";
  console.log = (line: string) => {
    text += `${line}\n`;
  };
  try {
    work();
  } finally {
    console.log = log;
  }
  return text;
}
