import { FORMATS } from "@dlg/total-core";
import { Argument, Command, Option } from "commander";
import type { Dependencies } from "./process/dependencies.js";
import { commandOf, refuseExcess } from "./command-line/commands.js";
import { refuseSecondValues } from "./command-line/given-once.js";
import { COMPLETION_NOTES, EXAMPLES_TEXT, NOTES_TEXT } from "./command-line/help-texts.js";
import {
  choiceFrom,
  collected,
  countFromText,
  headersFromText,
  linesFromText,
  millisecondsFromSeconds,
  numbersApiAddress,
  ORDERS,
  placesFromText,
  SHELLS,
  type Shell,
  threadsFromText,
} from "./command-line/option-values.js";
import { addShardCommands } from "./command-line/shard-commands.js";
import { addVerifyCommand } from "./command-line/verify-command.js";
import { choiceOption } from "./command-line/choice-option.js";
import { characterFromText } from "./command-line/shell-word.js";
import { printTotal, type TotalOptions } from "./print-total.js";
import { shardsFromText } from "./shards/shard-numbers.js";

/**
 * The command line.
 *
 * Its `parseAsync` rejects with what went wrong, a `CommanderError`, `UsageError`, `ConfigError` or `TotalError`, and has
 * printed nothing on standard output then; {@link run} makes lines and exit codes of that.
 */
export function createProgram(dependencies: Dependencies): Command {
  const { stdout, stderr, version } = dependencies;
  const program = new Command("dlg")
    .description("The exact total, or sum, of numbers, wherever they are.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .addHelpText("before", EXAMPLES_TEXT)
    // Ours says what is wrong with a name that is no command's.
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: () => {},
      getOutHelpWidth: () => stdout.columns() ?? 80,
      getErrHelpWidth: () => stderr.columns() ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  const total = program
    .command("total")
    .description("print the exact total, or sum, of numbers")
    .argument("[source...]", "files, http and https addresses, - for standard input; none: the numbers API")
    .addOption(
      new Option(
        "--api [address]",
        "the numbers API, here or where NUMBERS_API_URL says; standard input is not watched",
      ).argParser(numbersApiAddress),
    )
    .option("--files0-from <file>", "names of sources, each ended by NUL; - is standard input")
    .optionsGroup("Which numbers:")
    .option(
      "--column <name>",
      "of a CSV, TSV or Parquet file: its name, its position from 1, or 2-4, 2-; may be repeated",
      collected,
    )
    .option(
      "--field <path>",
      "where they are in JSON or NDJSON: a.b.c, or a JSON Pointer; may be repeated",
      collected,
    )
    .option(
      "--by <name>",
      "a total for each key in this column, or field of JSON and NDJSON; may be repeated",
      collected,
    )
    .addOption(
      choiceOption("--sort <order>", "of the keys; totals, of the first column, from the largest on", ORDERS),
    )
    .option("--skip-missing", "count objects without the field as empty, and say how many on standard error")
    .option("--skip-invalid", "pass over what is not a number, and say how many on standard error")
    .optionsGroup("How they are written:")
    .addOption(choiceOption("--format <format>", "their format, whatever name and content say", FORMATS))
    .option("--header", "the first row of a CSV or TSV is names, though they are numbers")
    .option("--no-header", "the first row of a CSV or TSV is numbers already")
    .option(
      "--delimiter <character>",
      "between its columns; whitespace means runs of blanks (default: what its first row holds)",
      characterFromText,
    )
    .option("--skip-lines <number>", "lines that stand before its header or first row", linesFromText)
    .option("--comment <character>", "lines of it that begin with this are no rows")
    .option("--no-quotes", "quotes in it are characters like any others")
    .option("--thousands <character>", "between groups of three digits: 1,234.56", characterFromText)
    .option("--decimal <character>", "before the fraction, instead of a point: 1,5", characterFromText)
    .option("--money", "amounts of one currency: $1.50, 1.50 EUR; negative: (1.50), 1.50-")
    .optionsGroup("How they are fetched:")
    .option("--http-header <name: value>", "send it to the addresses; may be repeated", headersFromText)
    .option("--timeout <seconds>", "longest silence of an address (default: 30)", millisecondsFromSeconds)
    .option(
      "--threads <number>",
      "threads for a large file of text, CSV, TSV, NDJSON or f64 (default: as many as pay)",
      threadsFromText,
    )
    .optionsGroup("What is printed:")
    .option("--json", "one object: total, counts, and the same for each source")
    .option("--each", "a line for each source, then their grand total")
    .option("--no-names", "of several totals and of sources, the digits alone")
    .option("--places <number>", "digits after the point, rounded half to even", placesFromText)
    .option("--exact", "all digits, of a total of binary numbers too")
    .option("--receipt <file>", "write there what was totalled, with hashes, for dlg verify")
    .option("--no-progress", "no progress display")
    .optionsGroup("On many machines:")
    .option(
      "--shard <i/n>",
      "print parts of the total: of shard 3/10, counted from 0, or 3,17/100, or 0-9/100",
      shardsFromText,
    )
    .option("--manifest <file>", "sources as dlg list has listed them")
    .option(
      "--cluster [redis]",
      "have dlg workers make it; without redis://… DLG_REDIS_URL says where Redis is",
    )
    .option(
      "--shards <number>",
      "into how many shards they cut it (default: of 64 MiB, or of 100 sources)",
      countFromText("--shards"),
    )
    .option("--parts <file>", "append their parts to it; started again, go on from them")
    .optionsGroup("Other:")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .addHelpText("before", EXAMPLES_TEXT)
    .addHelpText("after", NOTES_TEXT)
    .action((names: string[], options: TotalOptions) => printTotal(names, options, dependencies));
  refuseSecondValues(total, ["--column", "--field", "--by", "--http-header"]);
  addShardCommands(program, dependencies);
  addVerifyCommand(program, dependencies);
  program
    .command("completion")
    .description("print the script that makes a shell complete dlg")
    .addArgument(
      new Argument("<shell>", "which one").choices(SHELLS).argParser(choiceFrom("dlg completion", SHELLS)),
    )
    .addHelpText("after", COMPLETION_NOTES)
    .action(async (shell: Shell) =>
      stdout.write((await import("./command-line/completion.js")).completionScript(shell)),
    );
  program
    .command("help")
    .description("print help, of dlg or of one command")
    .argument("[command]", "which one")
    .action((name: string | undefined) => {
      if (name === undefined) program.outputHelp();
      else commandOf(program, name).outputHelp();
    });
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .action(async (words: string[]) =>
      stdout.write(await (await import("./command-line/completion.js")).completions(program, words)),
    );
  for (const command of program.commands) refuseExcess(command);
  return program;
}
