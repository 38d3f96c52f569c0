import { quote, receiptOf, type ReceiptReading, type ReceiptSource } from "@dlg/total-core/internal";
import { givenOptions, usageErrorFromRange } from "../command-line/format-options.js";
import { withFieldHint } from "../errors/field-hint.js";
import { UsageError } from "../errors/usage-error.js";
import { noteTyping } from "../output/notes.js";
import { noProgress, progressDisplay } from "../output/progress.js";
import type { TotalOptions } from "../print-total.js";
import type { Dependencies } from "../process/dependencies.js";
import { eventLoopRound } from "../process/event-loop-round.js";
import { reachOf } from "../shards/listed-sources.js";
import { mergeFor, printTotals } from "../shards/print-merged.js";
import { allNames } from "../sources/all-names.js";
import { sizeOf } from "../sources/size-of.js";
import type { SourceName } from "../sources/source.js";
import { sourcesFrom } from "../sources/sources.js";
import { ReceiptFile } from "./receipt-file.js";

/** `dlg total --receipt`: prints the total once the receipt is written. */
export async function printWithReceipt(
  given: readonly string[],
  file: string,
  options: TotalOptions,
  dependencies: Dependencies,
): Promise<void> {
  const begin = dependencies.clock.now();
  refuseOthers(file, options);
  const names = checkedNames(await allNames(given, options.files0From, dependencies), options);
  // Options and addresses are checked before anything is read.
  const sizes = sizeOf(sourcesFrom(names, options, dependencies));
  const receipt = new ReceiptFile(file);
  try {
    const same = names.find((name) => receipt.isAt(name));
    if (same !== undefined) throw new UsageError(`--receipt: expected a file that is no source, got ${same}`);
    const line = await lineOf(names, options, dependencies, sizes);
    const merge = mergeFor(options);
    merge.add(line, file);
    await printTotals(merge, options, dependencies, begin, () => receipt.write(`${line}\n`));
  } finally {
    receipt.end();
  }
}

async function lineOf(
  names: readonly string[],
  options: TotalOptions,
  dependencies: Dependencies,
  allBytes: () => number | undefined,
): Promise<string> {
  const { stderr, clock, isInForeground, interruption: signal } = dependencies;
  const isTyped = names.includes("-") && (await noteTyping("numbers", dependencies));
  const { format, skipInvalid, threads, progress: wantsProgress = true } = options;
  const progress =
    wantsProgress && !isTyped ? progressDisplay({ stderr, clock, allBytes, isInForeground }) : noProgress;
  let bytes = 0;
  const reading: ReceiptReading = {
    ...reachOf(options, dependencies),
    options: { ...givenOptions(options), format, skipInvalid },
    threads,
    onStored: (more) => progress.show({ bytes: (bytes += more), count: 0 }),
  };
  try {
    return await receiptOf(
      names.map((name) => receiptSource(name, dependencies)),
      reading,
    );
  } catch (error) {
    throw usageErrorFromRange(error) ?? (await withFieldHint(error, options));
  } finally {
    progress.stop();
    // As in dlg total without a receipt.
    await eventLoopRound();
    signal.throwIfAborted();
  }
}

/** Standard input by its bytes. */
export function receiptSource(name: string, { stdin }: Pick<Dependencies, "stdin">): ReceiptSource {
  return name === "-" ? { name, bytes: (signal) => stdin.chunks(signal) } : name;
}

function refuseOthers(file: string, { shard, cluster }: TotalOptions): void {
  const other = shard !== undefined ? "--shard" : cluster !== undefined ? "--cluster" : undefined;
  if (other !== undefined) throw new UsageError(`--receipt: expected it without ${other}, got both`);
  if (file === "" || file === "-") throw new UsageError(`--receipt: expected a file, got ${quote(file)}`);
}

function checkedNames(names: readonly SourceName[], { api }: TotalOptions): readonly string[] {
  if (names.length === 0 || api !== undefined) throw refused("the numbers API");
  for (const name of names)
    if (typeof name !== "string") throw refused(`a name that is not UTF-8, ${quote(name.toString())}`);
  return names as readonly string[];
}

function refused(got: string): UsageError {
  return new UsageError(`--receipt: expected files, addresses or -, got ${got}`);
}
