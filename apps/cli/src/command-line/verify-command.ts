import type { Command } from "commander";
import type { Dependencies } from "../process/dependencies.js";
import type { VerifyOptions } from "../receipts/verify.js";
import { refuseSecondValues } from "./given-once.js";
import { VERIFY_NOTES } from "./help-texts.js";
import { headersFromText, millisecondsFromSeconds, threadsFromText } from "./option-values.js";

/** The command for what `dlg total --receipt` writes. */
export function addVerifyCommand(program: Command, dependencies: Dependencies): void {
  const command = program
    .command("verify")
    .description("read the sources of a receipt again, and say which differ and how")
    .argument("<file>", "the receipt, as dlg total --receipt writes it; - for standard input")
    .argument("[source...]", "where its sources are by now, in their order; none: where they were")
    .option("--files0-from <file>", "names of sources, each ended by NUL; - is standard input")
    .option("--alone", "check the receipt without its sources")
    .option("--json", "one object: whether all is equal, and what differs")
    .option("--http-header <name: value>", "send it to the addresses; may be repeated", headersFromText)
    .option("--timeout <seconds>", "longest silence of an address (default: 30)", millisecondsFromSeconds)
    .option("--threads <number>", "threads for a large file (default: as many as pay)", threadsFromText)
    .helpOption("-h, --help", "print help")
    .addHelpText("after", VERIFY_NOTES)
    .action(async (file: string, sources: string[], options: VerifyOptions) =>
      (await import("../receipts/verify.js")).verify(file, sources, options, dependencies),
    );
  refuseSecondValues(command, ["--http-header"]);
}
