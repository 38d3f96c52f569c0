/** The sources of a run, whose pieces come in their order. */
import { TotalError } from "../contract/errors.js";
import type { Format } from "../contract/numbers-api.js";
import { ColumnSums } from "../total/column-sums.js";
import type { Groups } from "../total/groups.js";
import { columnTotals, groupTotals } from "../total/totals-of.js";
import { bad, MergedPieces, type SecondReading } from "./merged-pieces.js";
import type { MergedSource, MergedTotals, MergeOptions } from "./merged-totals.js";
import type { PartPiece } from "./part.js";
import type { ListedSource } from "./shard.js";

const groupsOf = new WeakMap<MergedTotals, Groups>();

/**
 * The groups as they are kept: millions of them are no objects.
 * @internal
 */
export function storedGroups(totals: MergedTotals): Groups {
  return groupsOf.get(totals)!;
}

export class MergedSources {
  /** The sources so far. */
  readonly listed: ListedSource[] = [];
  /** The first fault, or what the caller threw: nothing behind it is of interest. Others read it. */
  end: { readonly reason: unknown } | undefined;
  readonly #options: MergeOptions;
  #source: MergedPieces | undefined;
  readonly #sums = new ColumnSums();
  /** The currency of each column. */
  readonly #marks: (string | null)[] = [];
  readonly #formats = new Set<Format>();
  readonly #kept: MergedSource[] = [];
  #bytes = 0;

  constructor(options: MergeOptions) {
    this.#options = options;
  }

  /** Whether no source lacks its end. */
  get isComplete(): boolean {
    return this.#source?.isComplete !== false;
  }

  /**
   * @returns `undefined` where the piece has its place; where it has to be read again, what is known for that
   * @throws TotalError BAD_PARTIAL where it is not the piece that follows
   */
  add(piece: PartPiece, name: string): SecondReading | undefined {
    if (this.#isOfOtherCurrency(piece)) return { before: [...this.#marks] };
    const source = this.#sourceOf(piece, name);
    const again = source.add(piece, name);
    if (again !== undefined) return again;
    for (const [i, mark] of (piece.currencies ?? []).entries()) this.#marks[i] ??= mark;
    if (source.fault !== undefined) this.end = { reason: source.fault };
    else if (source.isComplete) this.#addSource(source);
    return undefined;
  }

  totals(): MergedTotals {
    const sums = this.#sums;
    const totals: MergedTotals = {
      columns: columnTotals(sums),
      // There may be millions: the objects are made only where they are asked for.
      get groups() {
        return Array.from(sums.groups, (group) => groupTotals(sums, group));
      },
      keyNames: sums.keyNames,
      bytes: this.#bytes,
      formats: this.#formats,
      sources: this.#kept,
    };
    groupsOf.set(totals, sums.groups);
    return totals;
  }

  /** Whether its amounts have another currency than those of the sources before, which its shard had not read. */
  #isOfOtherCurrency({ currencies = [], before }: PartPiece): boolean {
    if (before !== undefined) return false;
    return currencies.some((mark, i) => mark !== null && (this.#marks[i] ?? mark) !== mark);
  }

  #sourceOf(piece: PartPiece, name: string): MergedPieces {
    const isNew = this.isComplete;
    const index = this.listed.length - (isNew ? 0 : 1);
    if (piece.index !== index) throw bad(name, `a piece of source ${index}`, `one of source ${piece.index}`);
    if (!isNew) return this.#source!;
    const { source, size, version, format } = piece;
    this.listed.push({ source, size, version });
    this.#source = new MergedPieces(piece);
    if (format !== null) this.#begin(source, format);
    return this.#source;
  }

  #begin(source: string, format: Format): void {
    this.#formats.add(format);
    try {
      this.#options.onSource?.(source, format);
    } catch (reason) {
      this.end = { reason };
    }
  }

  #addSource({ first: { source, format }, sums, bytes }: MergedPieces): void {
    const columns = this.#options.keepsSources === true ? columnTotals(sums) : undefined;
    // Columns' sums are merged by a copy: of those that are kept nothing changes.
    try {
      this.#sums.merge(sums, { source });
    } catch (error) {
      if (!(error instanceof TotalError)) throw error;
      this.end = { reason: error };
    }
    if (columns !== undefined) this.#kept.push({ source, format, columns, bytes });
    this.#bytes += bytes;
  }
}
