/** The commands for totals of many machines, beside `dlg total --shard`. */
import type { Command } from "commander";
import type { Dependencies } from "../process/dependencies.js";
import type { ListingOptions } from "../shards/listed-sources.js";
import type { MergeOptions } from "../shards/print-merged.js";
import type { WorkerOptions } from "../cluster/run-worker.js";
import { choiceOption } from "./choice-option.js";
import { refuseSecondValues } from "./given-once.js";
import { LIST_NOTES, MERGE_NOTES, WORKER_NOTES } from "./help-texts.js";
import {
  collected,
  countFromText,
  headersFromText,
  millisecondsFromSeconds,
  ORDERS,
  placesFromText,
} from "./option-values.js";

export function addShardCommands(program: Command, dependencies: Dependencies): void {
  const merge = program
    .command("merge")
    .description("print the total that parts of dlg total --shard make, once all are there")
    .argument("<file...>", "files of parts; - for standard input")
    .option("--missing", "print which shards have no part, as --shard takes them, and nothing else")
    .option("--json", "one object, as dlg total prints it")
    .option("--each", "a line for each source, then their grand total")
    .addOption(
      choiceOption("--sort <order>", "of the keys; totals, of the first column, from the largest on", ORDERS),
    )
    .option("--no-names", "of several totals and of sources, the digits alone")
    .option("--places <number>", "digits after the point, rounded half to even", placesFromText)
    .option("--exact", "all digits, of a total of binary numbers too")
    .option("--manifest <file>", "for addresses that are read again: sources as dlg list has listed them")
    .option(
      "--http-header <name: value>",
      "for addresses that are read again; may be repeated",
      headersFromText,
    )
    .option("--timeout <seconds>", "longest silence of an address (default: 30)", millisecondsFromSeconds)
    .helpOption("-h, --help", "print help")
    .addHelpText("after", MERGE_NOTES)
    .action(async (files: string[], options: MergeOptions) =>
      (await import("../shards/print-merged.js")).printMerged(files, options, dependencies),
    );
  const list = program
    .command("list")
    .description("print size and version of each source, for --manifest")
    .argument("[source...]", "files, http and https addresses")
    .option("--files0-from <file>", "names of sources, each ended by NUL; - is standard input")
    .option("--http-header <name: value>", "send it to the addresses; may be repeated", headersFromText)
    .option("--timeout <seconds>", "longest silence of an address (default: 30)", millisecondsFromSeconds)
    .helpOption("-h, --help", "print help")
    .addHelpText("after", LIST_NOTES)
    .action(async (names: string[], options: ListingOptions) =>
      (await import("../shards/print-list.js")).printList(names, options, dependencies),
    );
  const worker = program
    .command("worker")
    .description("make shards for dlg total --cluster, until a signal; then finish those at hand")
    .argument("[redis]", "redis://…; without it DLG_REDIS_URL says where Redis is")
    .option(
      "--allow <prefix>",
      "a folder, or the beginning of addresses, that it may read; may be repeated",
      collected,
    )
    .option("--concurrency <number>", "shards at once (default: 4)", countFromText("--concurrency"))
    .helpOption("-h, --help", "print help")
    .addHelpText("after", WORKER_NOTES)
    .action(async (redis: string | undefined, options: WorkerOptions) =>
      (await import("../cluster/run-worker.js")).runWorker(redis, options, dependencies),
    );
  refuseSecondValues(worker, ["--allow"]);
  refuseSecondValues(merge, ["--http-header"]);
  refuseSecondValues(list, ["--http-header"]);
}
