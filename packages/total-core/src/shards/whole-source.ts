/** A source that one shard reads whole, as `dlg total` would. */
import { Currencies } from "../contract/currencies.js";
import { TotalError } from "../contract/errors.js";
import type { Batch, Format, FormatOptions, NumbersApi } from "../contract/numbers-api.js";
import { mayBeSeveral } from "../contract/wanted-column.js";
import type { StorageOptions } from "../source/stored-numbers.js";
import type { ColumnSums } from "../total/column-sums.js";
import { readSums } from "../total/totals-of.js";
import type { PartPiece } from "./part.js";
import { BAD_DATA, partFault } from "./part-fault.js";
import { sumsOfPiece } from "./piece-sums.js";
import type { Reach } from "./reach.js";
import type { ShardOptions, ShardPiece } from "./shard.js";
import { isAddress } from "./source-name.js";
import { wholeAddress } from "./whole-address.js";
import { wholeFile, type WholeReading } from "./whole-file.js";

/** How the numbers are written; `onStored` is told how many bytes more were read. */
export type WholeOptions = FormatOptions & Pick<ShardOptions, "format"> & Pick<StorageOptions, "onStored">;

type OpenWhole = (piece: ShardPiece, options: WholeOptions, reach: Reach) => WholeReading;

/** @throws TotalError of the reading, where it is not of the data */
export async function wholeSource(
  given: ShardPiece,
  { skipInvalid = false, ...options }: ShardOptions,
  reach: Reach,
  open: OpenWhole = isAddress(given.source) ? wholeAddress : wholeFile,
): Promise<PartPiece> {
  const size = given.size ?? 0;
  const piece = { ...given, begin: 0, end: size };
  let bytes = 0;
  let format: Format | null = null;
  const onStored = (more: number) => (bytes += more);
  const { api: source, checkBefore, checkAfter } = open(piece, { ...options, onStored }, reach);
  const api = watched(source, (seen) => (format = seen));
  const currencies = currenciesBefore(piece);
  await checkBefore();
  let result: ColumnSums | TotalError;
  try {
    result = await readSums("totalsOf", api, { signal: reach.signal, skipInvalid, currencies }, "maybe");
  } catch (error) {
    if (!(error instanceof TotalError)) throw error;
    result = error;
  }
  // A source that has changed may look damaged, and be gone.
  await checkAfter(result instanceof TotalError ? result : undefined);
  if (result instanceof TotalError && !BAD_DATA.includes(result.code)) throw result;
  const common = {
    ...piece,
    took: [0, size] as const,
    guess: false,
    lines: 0,
    lineStart: null,
    format,
    bytes: result instanceof TotalError ? 0 : bytes,
  };
  const columns = result instanceof TotalError ? 1 : result.columns.length;
  const ofMoney = options.money === true ? { currencies: marksOf(currencies, columns) } : {};
  if (result instanceof TotalError) {
    return { ...common, empty: 0, skipped: 0, ...ofMoney, fault: partFault(result) };
  }
  const isOne = options.by === undefined && !mayBeSeveral(options);
  return { ...common, ...sumsOfPiece(result, isOne), ...ofMoney };
}

function currenciesBefore({ before = [] }: ShardPiece): Currencies {
  const currencies = new Currencies();
  for (const [i, mark] of before.entries()) currencies.ofColumn(i).mark = mark ?? undefined;
  return currencies;
}

function marksOf(currencies: Currencies, columns: number): (string | null)[] {
  return Array.from({ length: columns }, (_, i) => currencies.ofColumn(i).mark ?? null);
}

/** The same numbers; `see` is told their format. */
function watched(api: NumbersApi, see: (format: Format) => void): NumbersApi {
  return {
    async *numbers(asked) {
      for await (const batch of api.numbers(asked)) {
        const { format } = batch as Batch & { format?: Format };
        if (format !== undefined) see(format);
        yield batch;
      }
    },
  };
}
