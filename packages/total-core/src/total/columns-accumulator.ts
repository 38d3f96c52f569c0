/** Adds batches to the sums of several columns, and of groups. */
import type { Place } from "../contract/errors.js";
import { speaksTo } from "../contract/formats.js";
import type { Batch, DecodedBatch, DecodedNumbers, EncodedBatch, Format } from "../contract/numbers-api.js";
import type { KeyList, NumbersSink, SinkGroups } from "../contract/sink.js";
import { readKeys } from "../decode/key-reading.js";
import { BatchAccumulator, type AccumulatorOptions, type ColumnNames } from "./batch-accumulator.js";
import type { ColumnSums } from "./column-sums.js";
import { KeyedAccumulator } from "./keyed-accumulator.js";
import { checkHasKeys } from "./records.js";

export interface ColumnsOptions extends AccumulatorOptions {
  /** `always`: numbers without keys are a misuse. `maybe`: there may also be several columns. */
  readonly keys: "always" | "maybe";
}

export class ColumnsAccumulator extends BatchAccumulator implements SinkGroups {
  readonly #sums: ColumnSums;
  readonly #keys: ColumnsOptions["keys"];
  readonly #keyed: KeyedAccumulator;
  /** Whether the decoder has told its columns. */
  #areNamed = false;

  constructor(sums: ColumnSums, options: ColumnsOptions) {
    super(sums.columns, options);
    readKeys();
    this.#sums = sums;
    this.#keys = options.keys;
    this.#keyed = new KeyedAccumulator(sums.groups);
  }

  get group(): NumbersSink["group"] {
    return this.#beginKey;
  }

  get groups(): SinkGroups {
    return this;
  }

  get columns(): NumbersSink["columns"] {
    return this.#keys === "maybe" ? this.#nameColumns : undefined;
  }

  #beginKey(key: string): void {
    this.numbers = this.#sums.groups;
    this.#sums.groups.begin(key);
  }

  beginGroup(group: number): void {
    this.numbers = this.#sums.groups;
    this.#sums.groups.beginGroup(group);
  }

  groupsOfKeys(keys: KeyList, parts: number, groups: Uint32Array, visit?: (index: number) => void): number {
    return this.#sums.groups.groupsOfKeys(keys, parts, groups, visit);
  }

  fetch(groups: Uint32Array): void {
    this.#sums.groups.fetch(groups);
  }

  addDecimal(
    group: number,
    column: number,
    coefficient: number | bigint,
    exponent: number,
    count: number,
  ): void {
    this.#sums.groups.addDecimal(group, column, coefficient, exponent, count);
  }

  #nameColumns(names: readonly string[], keyNames: readonly string[]): void {
    this.beginColumns({ names, keyNames }, this.open!.batch);
    this.#areNamed = true;
  }

  protected override get count(): number {
    return this.#sums.count;
  }

  protected override check(batch: Batch): void {
    if (this.#keys === "always") checkHasKeys(batch);
  }

  protected override addNumbers(batch: DecodedBatch | DecodedNumbers): Generator<undefined, void> {
    return batch.keys === undefined ? super.addNumbers(batch) : this.#keyed.add(batch);
  }

  protected override beginSource(): void {
    super.beginSource();
    this.#areNamed = false;
  }

  protected override beginColumns(
    columns: ColumnNames,
    batch: EncodedBatch | DecodedBatch | DecodedNumbers,
  ): void {
    if (this.#keys === "always") return super.beginColumns(columns, batch);
    const format = "format" in batch ? batch.format : undefined;
    this.#sums.begin(columns, kindOf(format), { source: batch.name });
  }

  protected override endUnnamed(place: Place): void {
    if (!this.#areNamed) this.#sums.checkUnnamed(place);
  }

  override column(index: number): void {
    super.column(index);
    this.#sums.groups.column(index);
    if (this.numbers !== this.#sums.groups) this.numbers = this.current.sum;
  }
}

/** Sources of one kind name their columns alike. */
export function kindOf(format: Format | undefined): string {
  return format !== undefined && speaksTo("field", format) ? "paths" : "columns";
}
