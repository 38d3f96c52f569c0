/** The totals of files: of each, of all together, and by key. */
import {
  blobNumbers,
  Currencies,
  Total,
  TotalError,
  totalOf,
  type NumbersApi,
  type Progress,
  type TotalsOfOptions,
} from "@dlg/total-core";
import { OPTIONS } from "../formats.js";
import type { Counts, Reading } from "../protocol.js";
import { FileFault } from "./fault.js";
import { lookAt } from "./look.js";
import { optionsFor } from "./options.js";

export interface FileTotals extends Counts {
  readonly name: string;
  readonly total: Total;
}

export interface Totals {
  /** The sum of all files. */
  readonly total: Total;
  readonly files: readonly FileTotals[];
  /** In the order in which the keys were first seen; `undefined` where the numbers have no keys. */
  readonly groups: ReadonlyMap<string, Total> | undefined;
}

export interface TotalsProgress {
  /** Numbers added. */
  readonly count: number;
  /** Bytes of the files that were read for that, as they are stored. */
  readonly stored: number;
  /** Makes the total of these numbers; there is none until the end where they have keys. */
  readonly soFar: (() => Total) | undefined;
}

export interface TotalsOptions {
  readonly signal: AbortSignal;
  /** Told after each piece how far the total has come. */
  readonly onProgress?: (progress: TotalsProgress) => void;
}

/** @throws FileFault, whose cause is a TotalError where the file is at fault; the signal's reason where it aborts */
export async function totalsOfFiles(
  files: readonly File[],
  reading: Reading,
  { signal, onProgress }: TotalsOptions,
): Promise<Totals> {
  const total = new Total();
  const groups = reading.by === undefined ? undefined : new Map<string, Total>();
  const currencies = new Currencies();
  const all: FileTotals[] = [];
  let stored = 0;
  for (const file of files) {
    try {
      const api = await numbersIn(file, reading, (bytes) => (stored += bytes));
      let progress: Progress | undefined;
      const options = {
        signal,
        currencies,
        skipInvalid: reading.skipInvalid,
        onProgress(now: Progress, ofFile?: () => Total) {
          progress = now;
          const soFar = ofFile && (() => total.clone().merge(ofFile()));
          onProgress?.({ count: total.count + now.count, stored, soFar });
        },
      };
      const own = groups === undefined ? await totalOf(api, options) : await addGroups(api, options, groups);
      total.merge(own);
      const { empty = 0, skipped = 0 } = progress ?? {};
      all.push({ name: file.name, total: own, count: own.count, empty, skipped });
    } catch (error) {
      signal.throwIfAborted();
      throw new FileFault(file, error);
    }
  }
  return { total, files: all, groups };
}

async function numbersIn(
  file: File,
  reading: Reading,
  onStored: (bytes: number) => void,
): Promise<NumbersApi> {
  const name = file.name === "" ? undefined : file.name;
  const { format, isTold } = await lookAt(file, reading);
  if (reading.by !== undefined && !OPTIONS[format].includes("by")) {
    const expected = "columns or fields to total by";
    throw new TotalError("NO_COLUMN", { place: { source: name }, expected, got: format });
  }
  const options = { ...optionsFor(format, reading), format: isTold ? format : undefined, name, onStored };
  // A slice has no name that would tell a format.
  const bytes = reading.isSequence === true ? file.slice() : file;
  if (format !== "parquet") return blobNumbers(bytes, options);
  const { parquet } = await import("@dlg/total-core/parquet");
  return blobNumbers(bytes, { ...options, parquet });
}

/** @returns the total of all groups of this file */
async function addGroups(
  api: NumbersApi,
  options: TotalsOfOptions,
  groups: Map<string, Total>,
): Promise<Total> {
  const { totalsBy } = await import("./groups.js");
  const own = await totalsBy(api, options);
  for (const [key, total] of own.groups) {
    const known = groups.get(key);
    if (known === undefined) groups.set(key, total);
    else known.merge(total);
  }
  return own.total;
}
