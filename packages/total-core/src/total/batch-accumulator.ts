/** Where decoding and summing meet: adds the batches of numbers APIs to the sums of columns and groups. */
import { wrongType } from "../basics/describe.js";
import { optionError } from "../basics/option-values.js";
import { Currencies } from "../contract/currencies.js";
import type { Decoder, DecoderOptions } from "../contract/decoder.js";
import { TotalError } from "../contract/errors.js";
import {
  FORMATS,
  type Batch,
  type DecodedBatch,
  type DecodedNumbers,
  type EncodedBatch,
  type Format,
  type PartialBatch,
  type Progress,
} from "../contract/numbers-api.js";
import { formatOptionsOf } from "../contract/format-options.js";
import { speaksTo } from "../contract/formats.js";
import { originalOf } from "../contract/read-buffers.js";
import type { KeyList, NumbersSink, SinkGroups } from "../contract/sink.js";
import { checkFormatOptions, decoders } from "../decode/index.js";
import type { ExactSum } from "../sum/exact-sum.js";
import { sumFromBytes } from "./bytes.js";
import { decodedNumbers } from "./decoded.js";
import type { ColumnNames, ColumnSum, ColumnSums } from "./column-sums.js";
import type { Groups } from "./groups.js";
import { KeyedAccumulator } from "./keyed-accumulator.js";
import { listOfBatch, type NumberList } from "./list.js";
import { checkEncoded, isSameSource } from "./encoded-source.js";
import { checkHasKeys, isRecord } from "./records.js";
import { literalList } from "./literals.js";
import { stepBytesOf } from "./step-bytes.js";

/** As in {@link DecoderOptions}. With `position`, all batches are of one encoded source. */
export interface AccumulatorOptions extends Pick<
  DecoderOptions,
  "skipInvalid" | "onDeferredFault" | "position" | "rows" | "currencies"
> {
  /**
   * Whether numbers with keys go to the sums of their groups: `always`, and then numbers without keys are a misuse, or `maybe`, and then there may be
   * several columns, too.
   * @default no: keys are not looked at
   */
  readonly keys?: "always" | "maybe" | undefined;
}

interface OpenSource {
  readonly batch: EncodedBatch;
  readonly decoder: Decoder;
  /** How many bytes are added at a time. */
  readonly stepBytes: number;
}

/** It has no functions of its own: V8 keeps objects with these until it collects all garbage, and thousands of small files have an accumulator each. */
export class BatchAccumulator implements NumbersSink, SinkGroups {
  readonly #sums: ColumnSums;
  readonly #options: Omit<AccumulatorOptions, "keys">;
  readonly #keys: AccumulatorOptions["keys"];
  readonly #keyed: KeyedAccumulator;
  /** The column that numbers and places are counted in. */
  #column: ColumnSum;
  /** Where decoders' numbers go: to that column's sum, or to the groups. */
  #numbers: ExactSum | Groups;
  /** The encoded source that is being read. Its decoder holds the token that the last batch was cut in. */
  #open: OpenSource | undefined;
  /** Whether the decoder has told its columns. */
  #areNamed = false;
  #bytes = 0;
  /** Numbers that the decoder has added up and not handed on yet. */
  #pending = 0;

  constructor(sums: ColumnSums, options: AccumulatorOptions) {
    // By name: of the rest of an object V8 keeps a shape for each, until it collects all garbage.
    const { keys, skipInvalid, onDeferredFault, currencies = new Currencies(), position, rows } = options;
    this.#sums = sums;
    this.#column = sums.columns[0]!;
    this.#numbers = this.#column.sum;
    this.#options = { skipInvalid, onDeferredFault, currencies, position, rows };
    this.#keys = keys;
    this.#keyed = new KeyedAccumulator(sums.groups);
  }

  get progress(): Progress {
    const { count, ...places } = this.#sums.counts;
    return { count: count + this.#pending, bytes: this.#bytes, ...places };
  }

  /**
   * Adds a batch. An encoded one of the same format, name and options as the last one goes on where that stopped.
   * @throws TypeError where it is no batch
   * @throws TotalError where its bytes are not numbers
   */
  add(batch: Batch): void {
    for (const _step of this.steps(batch));
  }

  /** Adds a batch in steps of a millisecond, before each of which others may run. */
  *steps(batch: Batch): Generator<undefined, void> {
    if (this.#keys === "always") checkHasKeys(batch);
    if (isRecord(batch) && !("partial" in batch) && !("numbers" in batch) && !("literals" in batch)) {
      yield* this.#addEncoded(originalOf(batch));
      return;
    }
    this.end();
    this.#beginSource();
    if (!isRecord(batch)) {
      const skipped = this.#options.skipInvalid ? () => this.skipped() : undefined;
      const list = listOfBatch(batch, skipped);
      if (list === undefined) throw wrongType("batch", "a list of numbers or encoded bytes", batch);
      this.#sums.checkUnnamed({});
      yield* this.#addList(list);
    } else if ("partial" in batch) {
      this.#sums.checkUnnamed({});
      this.#merge(batch);
    } else if ("literals" in batch) {
      if (batch.column === undefined) this.#sums.checkUnnamed({});
      else this.column(batch.column);
      yield* this.#addList(literalList(batch, this, this.#options.skipInvalid));
    } else yield* this.#addDecoded(batch);
  }

  *#addDecoded(batch: DecodedBatch | DecodedNumbers): Generator<undefined, void> {
    const { columns: names, keyColumns: keyNames, column = 0, bytes, empty, keys } = batch;
    if (names !== undefined && this.#keys === "maybe") this.#beginColumns({ names, keyNames }, batch);
    else if (names !== undefined && names.length > 1) {
      throw optionError(RangeError, "column", "one column", String(names.length));
    }
    if (batch.column === undefined && names === undefined) this.#sums.checkUnnamed({ source: batch.name });
    if (this.#sums.columns[column] === undefined) {
      throw new RangeError(`column: expected an index below ${this.#sums.columns.length}, got ${column}`);
    }
    this.column(column);
    yield* this.#keys === undefined || keys === undefined
      ? this.#addList(decodedNumbers(batch))
      : this.#keyed.add(batch);
    this.#bytes += bytes;
    this.#column.empty += empty;
  }

  *#addEncoded(batch: EncodedBatch): Generator<undefined, void> {
    const { decoder, stepBytes } = this.#opened(batch);
    for (let start = 0; start < batch.bytes.length; start += stepBytes) {
      const piece = batch.bytes.subarray(start, start + stepBytes);
      yield;
      this.#bytes += piece.length;
      decoder.push(piece);
    }
  }

  *#addList(list: NumberList): Generator<undefined, void> {
    for (let start = 0; start < list.length; start += STEP_NUMBERS) {
      yield;
      list.addTo(this.#column.sum, start, Math.min(start + STEP_NUMBERS, list.length));
    }
  }

  #merge({ partial, bytes, empty, missing = 0, skipped }: PartialBatch): void {
    this.#column.sum.merge(sumFromBytes(partial));
    this.#bytes += bytes;
    this.#column.empty += empty;
    this.#column.missing += missing;
    this.#column.skipped += skipped;
  }

  /** Numbers belong to the first column and to no group, until a decoder tells otherwise. */
  #beginSource(): void {
    this.column(0);
    this.#numbers = this.#column.sum;
  }

  #beginColumns(columns: ColumnNames, batch: EncodedBatch | DecodedBatch | DecodedNumbers): void {
    const format = "format" in batch ? batch.format : undefined;
    this.#sums.begin(columns, kindOf(format), { source: batch.name });
  }

  #opened(batch: EncodedBatch): OpenSource {
    checkEncoded(batch);
    if (this.#open === undefined || !isSameSource(this.#open.batch, batch)) {
      this.end();
      this.#beginSource();
      this.#areNamed = false;
      const decoder = this.#newDecoder(batch);
      this.#open = { batch: { ...batch, bytes: NO_BYTES }, decoder, stepBytes: stepBytesOf(batch) };
    }
    return this.#open;
  }

  #newDecoder(batch: EncodedBatch): Decoder {
    const { format, name, isSequence } = batch;
    checkFormatOptions(format, batch);
    const newDecoder = decoders[format];
    if (newDecoder === undefined) {
      const readable = FORMATS.filter((known) => decoders[known] !== undefined).join(", ");
      throw new TotalError("UNSUPPORTED", {
        place: { source: name },
        expected: `a format that can be read (${readable})`,
        got: format,
      });
    }
    return newDecoder({ sink: this, source: name, isSequence, ...this.#options, ...formatOptionsOf(batch) });
  }

  /** As a {@link Decoder} tells it. */
  isAtRowStart(): boolean {
    return this.#open?.decoder.isAtRowStart?.() ?? true;
  }

  /** The source has ended, and its last token with it. */
  end(): void {
    if (this.#open === undefined) return;
    try {
      // It may tell the columns now: of a header without a line break.
      this.#open.decoder.end();
      if (!this.#areNamed) this.#sums.checkUnnamed({ source: this.#open.batch.name });
    } finally {
      this.#open = undefined;
    }
  }

  get group(): NumbersSink["group"] {
    return this.#keys === undefined ? undefined : this.#beginKey;
  }

  get groups(): SinkGroups | undefined {
    return this.#keys === undefined ? undefined : this;
  }

  get columns(): NumbersSink["columns"] {
    return this.#keys === "maybe" ? this.#nameColumns : undefined;
  }

  #beginKey(key: string): void {
    this.#numbers = this.#sums.groups;
    this.#sums.groups.begin(key);
  }

  beginGroup(group: number): void {
    this.#numbers = this.#sums.groups;
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
    this.#beginColumns({ names, keyNames }, this.#open!.batch);
    this.#areNamed = true;
  }

  decimal(coefficient: number | bigint, exponent: number, count: number = 1): void {
    this.#numbers.decimal(coefficient, exponent, count);
  }

  doubles(values: Float64Array): void {
    this.#numbers.doubles(values);
  }

  empty(): void {
    this.#column.empty++;
  }

  missing(): void {
    this.#column.missing++;
  }

  column(index: number): void {
    this.#column = this.#sums.columns[index]!;
    this.#sums.groups.column(index);
    if (this.#numbers !== this.#sums.groups) this.#numbers = this.#column.sum;
  }

  pending(count: number): void {
    this.#pending += count;
  }

  skipped(count: number = 1): void {
    this.#column.skipped += count;
  }
}

const STEP_NUMBERS = 2 ** 15;

const NO_BYTES = new Uint8Array(0);

/** Sources of one kind name their columns alike. */
export function kindOf(format: Format | undefined): string {
  return format !== undefined && speaksTo("field", format) ? "paths" : "columns";
}
