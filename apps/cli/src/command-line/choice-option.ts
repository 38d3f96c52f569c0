import { Option } from "commander";
import { choiceFrom } from "./option-values.js";

/** @param flags `--name <value>` */
export function choiceOption(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description)
    .choices(choices)
    .argParser(choiceFrom(flags.split(" ", 1)[0]!, choices));
}
