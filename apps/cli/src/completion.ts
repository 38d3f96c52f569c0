/** Completion in shells. Loaded only when a shell, or its user, asks for it. */
import { RootCommand } from "@bomb.sh/tab";
import type { Command, Option } from "commander";
import type { Shell } from "./option-values.js";

/** The script that makes a shell complete `dlg`: it asks `dlg complete -- WORDS` each time. */
export function completionScript(shell: Shell): string {
  const script = printedBy(() => new RootCommand().setup("dlg", "dlg", shell));
  if (shell !== "bash") return script;
  // The library's script turns file names off where they are not wanted, and has not turned them on. Its constants would be in the way of those of
  // any other program that uses it.
  return `${script.replace(/^readonly /gm, "")}complete -o default -F __dlg_complete dlg\n`;
}

/** What the script is told where nothing but a file's name can be meant, and where nothing can: Cobra's directives. */
const FILE_NAMES = ":0\n";
const NOTHING = ":4\n";

/**
 * What may stand for the last of some words, of which there is at least one: a line each, and what to do where there is none.
 *
 * @param words behind `dlg`
 */
export function completions(program: Command, words: readonly string[]): string {
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
      const { argChoices } = argument;
      known.argument(
        argument.name(),
        (offer) => argChoices?.forEach((choice) => offer(choice, "")),
        argument.variadic,
      );
    }
  }
  const answer = printedBy(() => root.parse([...words]));
  return answer === NOTHING && isFilesPlace(program, words) ? FILE_NAMES : answer;
}

/** Whether the last word stands where `dlg total` takes the name of a file. */
function isFilesPlace(program: Command, words: readonly string[]): boolean {
  const [name, ...others] = words;
  const command = shownCommands(program).find((one) => one.name() === name);
  const last = others.at(-1);
  if (command === undefined || last === undefined || last.startsWith("-")) return false;
  const before = shownOptions(command).find(({ long, short }) => [long, short].includes(others.at(-2)));
  const takesFiles = command.registeredArguments.some(({ argChoices }) => argChoices === undefined);
  return takesFiles && !(before?.required ?? false);
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
