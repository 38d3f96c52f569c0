import { TotalError } from "@dlg/total-core";
import { fileChunks, storedGroups } from "@dlg/total-core/internal";
import { partOfShard, PartsMerge, shardsOf, type MergedTotals, type Shards } from "@dlg/total-core/node";
import {
  checkHasKeys,
  checkSpokenTo,
  givenOptions,
  usageErrorFromRange,
} from "../command-line/format-options.js";
import { isAddress, type Header } from "../command-line/option-values.js";
import { checkPrinting, type PrintingOptions } from "../command-line/printing-options.js";
import { asBehind } from "../errors/way-out.js";
import { withFieldHint } from "../errors/field-hint.js";
import { UsageError } from "../errors/usage-error.js";
import { noteUncounted } from "../output/notes.js";
import { print } from "../output/print.js";
import type { Dependencies } from "../process/dependencies.js";
import { reachOf } from "./listed-sources.js";
import { sourcesInManifest } from "./manifest.js";
import { totalWords } from "./total-words.js";
import { linesIn } from "./lines.js";

export interface MergeOptions extends PrintingOptions {
  /** Whether no more is printed than which shards are missing. */
  readonly missing?: boolean;
  /** The sources as `dlg list` has listed them: with all that it takes to read an address again. */
  readonly manifest?: string;
  /** For addresses that have to be read again. */
  readonly httpHeader?: readonly Header[];
  /** In milliseconds. */
  readonly timeout?: number;
}

/** `dlg merge`: the totals of parts, or the shards that are missing. */
export async function printMerged(
  files: readonly string[],
  options: MergeOptions,
  dependencies: Dependencies,
): Promise<void> {
  const begin = dependencies.clock.now();
  const merge = mergeFor(options);
  await addParts(merge, files, dependencies);
  if (options.missing === true) return printMissing(merge, dependencies);
  if (merge.options !== undefined) checkPrinting(options, merge.options.by !== undefined);
  await readAgain(merge, options, dependencies);
  await printTotals(merge, options, dependencies, begin);
}

/** A merge for the parts. */
export function mergeFor({ json, each }: PrintingOptions): PartsMerge {
  const merge: PartsMerge = new PartsMerge({
    keepsSources: json === true || each === true,
    onSource: (source, format) => {
      if (merge.options?.by !== undefined) checkHasKeys(source, format);
    },
  });
  return merge;
}

/**
 * Prints the totals once all parts are there, or the first fault.
 * @param begin when the work began, by the clock
 * @param before what is done once there are totals, before they are printed
 */
export async function printTotals(
  merge: PartsMerge,
  options: PrintingOptions,
  { clock, stdout, stderr }: Dependencies,
  begin: number,
  before: () => void = () => {},
): Promise<void> {
  const totals = await totalsOf(merge);
  const { skipInvalid: _skipInvalid, format: _format, ...numbers } = merge.options!;
  const byKey = numbers.by !== undefined;
  checkSpokenTo(givenOptions({ ...numbers, quotes: numbers.quotes ?? true }), [...totals.formats]);
  const grand = { ...totals, groups: byKey ? storedGroups(totals) : undefined, parts: totals.sources };
  const seconds = (clock.now() - begin) / 1000;
  before();
  await print(grand, { options: { ...options, skipMissing: numbers.skipMissing }, seconds, stdout });
  noteUncounted(grand, numbers.field, stderr);
}

async function addParts(
  merge: PartsMerge,
  files: readonly string[],
  { stdin, interruption: signal }: Dependencies,
): Promise<void> {
  if (files.filter((file) => file === "-").length > 1) {
    throw new UsageError("-: expected standard input once, got it again");
  }
  for (const file of files) {
    const chunks = file === "-" ? stdin.chunks(signal) : fileChunks(file, { name: file, signal });
    for await (const { bytes, number } of linesIn(chunks)) merge.add(bytes, `${file}:${number}`);
  }
}

/** Nothing where none is missing. */
function printMissing(merge: PartsMerge, { stdout }: Dependencies): void {
  // Without any part nobody knows how many there are.
  if (merge.of === undefined) merge.totals();
  const missing = merge.missing();
  if (missing !== "") stdout.write(`${missing}/${merge.of}\n`);
}

async function readAgain(
  merge: PartsMerge,
  options: MergeOptions,
  dependencies: Dependencies,
): Promise<void> {
  const reach = reachOf(options, dependencies);
  const { manifest } = options;
  const shards = manifest === undefined ? undefined : await shardsIn(manifest, merge, dependencies);
  try {
    for (let again = merge.toReadAgain(); again !== undefined; again = merge.toReadAgain()) {
      merge.add(await partOfShard(shards?.readable(again) ?? again, reach));
    }
  } catch (error) {
    const { options: numbers = {} } = merge;
    const hinted = usageErrorFromRange(error) ?? (await withFieldHint(error, numbers));
    if (!(hinted instanceof TotalError)) throw hinted;
    const told = shards === undefined ? withManifest(hinted) : hinted;
    throw asBehind(totalWords(merge.sources(), numbers), told);
  }
}

/** @throws UsageError where they are not the sources of the parts */
async function shardsIn(
  manifest: string,
  { run, of, options }: PartsMerge,
  dependencies: Dependencies,
): Promise<Shards | undefined> {
  if (of === undefined) return undefined;
  const shards = shardsOf(await sourcesInManifest(manifest, dependencies), { of, ...options });
  if (shards.run === run) return shards;
  throw new UsageError(`--manifest: expected the sources of run ${run}, got those of run ${shards.run}`);
}

/** Says how an address is read that takes more than what parts have of it. */
function withManifest(error: TotalError): TotalError {
  const { code, fault } = error;
  if (code !== "SOURCE_UNAVAILABLE" || !isAddress(fault.place?.source ?? "")) return error;
  const way =
    "parts have no query and no user of an address: --manifest FILE, as dlg list prints it, has them";
  return new TotalError(code, { ...fault, got: `${fault.got} (${way})` });
}

async function totalsOf(merge: PartsMerge): Promise<MergedTotals> {
  try {
    return merge.totals();
  } catch (error) {
    throw await withFieldHint(error, merge.options ?? {});
  }
}
