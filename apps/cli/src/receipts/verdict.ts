import { formatFromName, TotalError, type Format } from "@dlg/total-core";
import {
  publicName,
  receiptPiece,
  speaksTo,
  type PartPiece,
  type Receipt,
  type ReceiptReading,
} from "@dlg/total-core/internal";
import { usageErrorFromRange } from "../command-line/format-options.js";
import { isAddress } from "../command-line/option-values.js";
import { EXIT, EXIT_CODES } from "../errors/exit-code.js";
import { usageErrorFromOption } from "../errors/usage-error.js";
import type { Dependencies } from "../process/dependencies.js";
import { differencesOf, type Difference } from "./differences.js";
import { receiptSource } from "./print-with-receipt.js";

/** The outcome for one source. */
export interface Verdict {
  /** As the receipt names it. */
  readonly source: string;
  /** Where it was read: an address without what may be secret. */
  readonly read: string;
  /** The piece as it was read; none where it could not be. */
  readonly piece?: PartPiece;
  readonly differs: readonly Difference[];
  /** Another version of the same bytes. */
  readonly version?: Difference;
  /** Why it could not be read. */
  readonly unreadable?: string;
}

/**
 * Reads one source of a receipt again.
 * @param given where it is by now
 * @throws UsageError
 */
export async function verdictOn(
  { pieces, options }: Receipt,
  index: number,
  given: string,
  reading: Omit<ReceiptReading, "options">,
  dependencies: Pick<Dependencies, "stdin">,
): Promise<Verdict> {
  const expected = pieces[index]!;
  const { source } = expected;
  const read = publicName(given);
  const format = read === source ? options.format : (options.format ?? formatOfMoved(expected));
  const ofSource = { ...reading, options: { ...options, format } };
  try {
    const piece = await receiptPiece(receiptSource(given, dependencies), index, pieces[index - 1], ofSource);
    const differs = differencesOf(expected, piece);
    const isOtherVersion = read === source && differs.length === 0 && piece.version !== expected.version;
    const version = { what: "version", expected: expected.version, got: piece.version };
    return { source, read, piece, differs, ...(isOtherVersion && { version }) };
  } catch (error) {
    if (error instanceof TotalError && EXIT_CODES[error.code] === EXIT.unreadable)
      return { source, read, differs: [], unreadable: error.headline };
    throw (
      usageErrorFromRange(error) ?? usageErrorFromOption(error, "dlg verify", ["url", "headers"]) ?? error
    );
  }
}

/** Its new name tells nothing of its format. A format that only the bytes told may be a sequence of JSON documents, which they tell again. */
function formatOfMoved({ source, format }: PartPiece): Format | undefined {
  const byName = isAddress(source) ? undefined : formatFromName(source).format;
  if (byName !== undefined) return byName;
  return format === null || speaksTo("field", format) ? undefined : format;
}
