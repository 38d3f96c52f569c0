import { TotalError } from "@dlg/total-core";
import { fileChunks, quote, receiptFrom, totalsOfPieces, type Receipt } from "@dlg/total-core/internal";
import type { Header } from "../command-line/option-values.js";
import { EXIT } from "../errors/exit-code.js";
import { NotVerified } from "../errors/not-verified.js";
import { printableLine } from "../errors/printable.js";
import { UsageError } from "../errors/usage-error.js";
import type { Dependencies } from "../process/dependencies.js";
import { reachOf } from "../shards/listed-sources.js";
import { totalDifferences, type Difference } from "./differences.js";
import { verdictOn, type Verdict } from "./verdict.js";

export interface VerifyOptions {
  /** Whether no source is read. */
  readonly alone?: boolean;
  readonly json?: boolean;
  /** A file with the names of the sources, each ended by NUL; `-` is standard input. */
  readonly files0From?: string;
  readonly httpHeader?: readonly Header[];
  /** In milliseconds. */
  readonly timeout?: number;
  readonly threads?: number;
}

/**
 * `dlg verify`: reads the sources of a receipt again, and prints how they differ.
 * @param given the sources in their order, where they are elsewhere by now
 * @throws NotVerified where they are not all equal; TotalError where the receipt is damaged or cannot be read
 */
export async function verify(
  file: string,
  given: readonly string[],
  options: VerifyOptions,
  dependencies: Dependencies,
): Promise<void> {
  const { alone = false, json = false, files0From, threads } = options;
  checkOptions(file, given, options);
  const receipt = await receiptIn(file, dependencies);
  const print = (line: string) => dependencies.stdout.write(`${line}\n`);
  if (alone) {
    printAlone(receipt, file, json, print);
    return;
  }
  const reading = { ...reachOf(options, dependencies), threads };
  const verdicts: Verdict[] = [];
  const names = namesToRead(receipt, await namesOf(given, files0From, dependencies), file);
  for (const [index, read] of names.entries()) {
    const verdict = await verdictOn(receipt, index, read, reading, dependencies);
    verdicts.push(verdict);
    if (!json) for (const line of linesOf(verdict)) print(printableLine(line));
  }
  const differs = totalsDiffer(receipt, verdicts, file);
  const failure = failureOf(verdicts, differs, file);
  if (json) {
    const sources = verdicts.map(({ piece: _piece, ...verdict }) => verdict);
    print(JSON.stringify({ equal: failure === undefined, sources, differs, totals: receipt.totals }));
  } else {
    const lines = failure === undefined ? totalLines(receipt) : differs.map(lineOf);
    for (const line of lines) print(printableLine(line));
  }
  if (failure !== undefined) throw failure;
}

/** @throws UsageError for what cannot stand beside each other */
function checkOptions(file: string, given: readonly string[], { alone, files0From }: VerifyOptions): void {
  const names = given.length > 0 ? "a source" : files0From === undefined ? undefined : "--files0-from";
  if (alone === true && names !== undefined)
    throw new UsageError(`--alone: expected it without ${names}, got both`);
  if (file === "-" && files0From === "-") throw standardInputAgain();
}

async function namesOf(
  given: readonly string[],
  list: string | undefined,
  dependencies: Dependencies,
): Promise<readonly string[]> {
  if (list === undefined) return given;
  const { allNames } = await import("../sources/all-names.js");
  return (await allNames(given, list, dependencies)).map((name) => {
    if (typeof name === "string") return name;
    throw new UsageError(
      `dlg verify: expected names in UTF-8, as receipts are, got ${quote(name.toString())}`,
    );
  });
}

function standardInputAgain(): UsageError {
  return new UsageError("-: expected standard input once, got it again");
}

/** A receipt is all of its file, to the line break at its end. */
async function receiptIn(
  file: string,
  { stdin, interruption: signal }: Pick<Dependencies, "stdin" | "interruption">,
): Promise<Receipt> {
  const chunks = file === "-" ? stdin.chunks(signal) : fileChunks(file, { name: file, signal });
  const pieces: Uint8Array[] = [];
  for await (const piece of chunks) pieces.push(piece.slice());
  const bytes = Buffer.concat(pieces);
  if (bytes.at(-1) === 0x0a) return receiptFrom(bytes.subarray(0, -1), file);
  throw new TotalError("BAD_PARTIAL", {
    place: { source: file },
    expected: "a receipt, as dlg total --receipt writes it",
    got: "one that is cut or damaged, or something else",
  });
}

/** @throws UsageError */
function namesToRead({ pieces }: Receipt, given: readonly string[], file: string): readonly string[] {
  const names = given.length === 0 ? pieces.map(({ source }) => source) : given;
  if (names.length !== pieces.length) {
    throw new UsageError(
      `dlg verify: expected ${counted(pieces.length)}, as in ${file}, got ${names.length}`,
    );
  }
  if ([file, ...names].filter((name) => name === "-").length > 1) throw standardInputAgain();
  return names;
}

function printAlone(
  { pieces, totals }: Receipt,
  file: string,
  json: boolean,
  print: (line: string) => void,
): void {
  if (json) print(JSON.stringify({ whole: true, sources: pieces.length, totals }));
  else print(printableLine(`${file}: whole, a receipt of ${counted(pieces.length)}, which were not read`));
}

function linesOf({ read, differs, version, unreadable }: Verdict): string[] {
  if (unreadable !== undefined) return [unreadable];
  if (differs.length > 0) return differs.map((one) => `${read}: ${lineOf(one)}`);
  const other =
    version && `, of another version: expected ${shown(version.expected)}, got ${shown(version.got)}`;
  return [`${read}: equal${other ?? ""}`];
}

function lineOf({ what, expected, got }: Difference): string {
  return `${what}: expected ${shown(expected)}, got ${shown(got)}`;
}

function shown(value: string | number | null): string {
  return String(value ?? "none");
}

function totalLines({ totals }: Receipt): string[] {
  return totals.map(({ column, total }) => `total${column === null ? "" : ` of ${column}`}: equal, ${total}`);
}

/** None where not all sources could be read. */
function totalsDiffer({ totals }: Receipt, verdicts: readonly Verdict[], file: string): Difference[] {
  const pieces = verdicts.flatMap(({ piece }) => piece ?? []);
  if (pieces.length < verdicts.length) return [];
  const now = totalsOfPieces(pieces, file);
  return now === undefined ? [] : totalDifferences(totals, now);
}

/** A difference is certain, so it goes before what could not be read. */
function failureOf(
  verdicts: readonly Verdict[],
  totals: readonly Difference[],
  file: string,
): NotVerified | undefined {
  const other = verdicts.filter(({ differs }) => differs.length > 0).length;
  const unread = verdicts.filter(({ unreadable }) => unreadable !== undefined).length;
  if (other === 0 && unread === 0 && totals.length === 0) return undefined;
  const got = [
    ...(other > 0 || unread === 0 ? [`${other} that ${other === 1 ? "differs" : "differ"}`] : []),
    ...(unread > 0 ? [`${unread} that cannot be read`] : []),
  ];
  const message = `${file}: expected ${counted(verdicts.length)} as in the receipt, got ${got.join(" and ")}`;
  return new NotVerified(message, other === 0 && unread > 0 ? EXIT.unreadable : EXIT.badNumbers);
}

function counted(sources: number): string {
  return `${sources} source${sources === 1 ? "" : "s"}`;
}
