/** Where decoding and summing meet: adds the batches of numbers APIs to the sum of one column. */
import { wrongType } from "../basics/describe.js";
import { now } from "../basics/event-loop.js";
import { optionError } from "../basics/option-values.js";
import { Currencies } from "../contract/currencies.js";
import type { Decoder, DecoderOptions } from "../contract/decoder.js";
import { TotalError } from "../contract/errors.js";
import { formatOptionsOf } from "../contract/format-options.js";
import type { Place } from "../contract/errors.js";
import {
  FORMATS,
  type Batch,
  type DecodedBatch,
  type DecodedNumbers,
  type EncodedBatch,
  type PartialBatch,
  type Progress,
} from "../contract/numbers-api.js";
import { originalOf } from "../contract/read-buffers.js";
import type { NumbersSink } from "../contract/sink.js";
import { checkFormatOptions, decoders } from "../decode/index.js";
import type { ExactSum } from "../sum/exact-sum.js";
import { sumFromBytes } from "./bytes.js";
import { decodedNumbers } from "./decoded.js";
import { checkEncoded, isSameSource } from "./encoded-source.js";
import { listOfBatch, type ListSum, type NumberList } from "./list.js";
import { literalList } from "./literals.js";
import { isRecord } from "./records.js";
import { nextGrowth, stepBytesOf } from "./step-bytes.js";

/** The numbers of one column that belong to no group, and the places of the column that hold none. */
export interface ColumnSum {
  readonly sum: ExactSum;
  empty: number;
  /** The empty places that are objects without the field. */
  missing: number;
  skipped: number;
}

export function newColumnSum(sum: ExactSum): ColumnSum {
  return { sum, empty: 0, missing: 0, skipped: 0 };
}

/** The names of the columns of a source. */
export interface ColumnNames {
  /** The columns of numbers. */
  readonly names: readonly string[];
  /** The columns of keys. */
  readonly keyNames?: readonly string[] | undefined;
}

/** As in {@link DecoderOptions}. With `position`, all batches are of one encoded source. */
export type AccumulatorOptions = Pick<
  DecoderOptions,
  "skipInvalid" | "onDeferredFault" | "position" | "rows" | "currencies"
>;

interface OpenSource {
  readonly batch: EncodedBatch;
  readonly decoder: Decoder;
  /** How many bytes are added at a time. */
  readonly stepBytes: number;
  growth: number;
}

/** Several columns and groups are in the class that extends it, so that `totalOf` needs nothing of them. */
export class BatchAccumulator implements NumbersSink {
  /** The column that numbers and places are counted in. */
  protected current: ColumnSum;
  /** Where decoders' numbers go: to that column's sum, or to groups. */
  protected numbers: Pick<ListSum, "decimal" | "doubles">;
  /** The encoded source that is being read. Its decoder holds the token that the last batch was cut in. */
  protected open: OpenSource | undefined;
  /**
   * After a quick step of encoded bytes the next one may be twice as long, up to so many times its first length. With 4, a call of the kernel costs a hundredth of
   * its bytes. A caller for whom longer steps are short enough may set it.
   */
  mostGrowth = 4;
  readonly #columns: readonly ColumnSum[];
  readonly #options: AccumulatorOptions;
  #bytes = 0;
  /** Numbers that the decoder has added up and not handed on yet. */
  #pending = 0;

  /** @param columns one at least */
  constructor(columns: readonly ColumnSum[], options: AccumulatorOptions) {
    // By name: of the rest of an object V8 keeps a shape for each, until it collects all garbage.
    const { skipInvalid, onDeferredFault, currencies = new Currencies(), position, rows } = options;
    this.#columns = columns;
    this.current = columns[0]!;
    this.numbers = this.current.sum;
    this.#options = { skipInvalid, onDeferredFault, currencies, position, rows };
  }

  get progress(): Progress {
    let [empty, missing, skipped] = [0, 0, 0];
    for (const column of this.#columns) {
      empty += column.empty;
      missing += column.missing;
      skipped += column.skipped;
    }
    return { count: this.count + this.#pending, bytes: this.#bytes, empty, missing, skipped };
  }

  /** How many numbers all sums have together. */
  protected get count(): number {
    return this.current.sum.count;
  }

  /**
   * Adds a batch. An encoded one of the same format, name and options as the last one goes on where that stopped.
   * @throws TypeError where it is no batch
   * @throws TotalError where its bytes are not numbers
   */
  add(batch: Batch): void {
    for (const _step of this.steps(batch));
  }

  /** Adds a batch in steps of a millisecond; other work may run before each. */
  *steps(batch: Batch): Generator<undefined, void> {
    this.check(batch);
    if (isRecord(batch) && !("partial" in batch) && !("numbers" in batch) && !("literals" in batch)) {
      yield* this.#addEncoded(originalOf(batch));
      return;
    }
    this.end();
    this.beginSource();
    if (!isRecord(batch)) {
      const skipped = this.#options.skipInvalid ? () => this.skipped() : undefined;
      const list = listOfBatch(batch, skipped);
      if (list === undefined) throw wrongType("batch", "a list of numbers or encoded bytes", batch);
      this.endUnnamed({});
      yield* this.addList(list);
    } else if ("partial" in batch) {
      this.endUnnamed({});
      this.#merge(batch);
    } else if ("literals" in batch) {
      if (batch.column === undefined) this.endUnnamed({});
      else this.column(batch.column);
      yield* this.addList(literalList(batch, this, this.#options.skipInvalid));
    } else yield* this.#addDecoded(batch);
  }

  *#addDecoded(batch: DecodedBatch | DecodedNumbers): Generator<undefined, void> {
    const { columns: names, keyColumns: keyNames, column = 0, bytes, empty } = batch;
    if (names !== undefined) this.beginColumns({ names, keyNames }, batch);
    else if (batch.column === undefined) this.endUnnamed({ source: batch.name });
    if (this.#columns[column] === undefined) {
      throw new RangeError(`column: expected an index below ${this.#columns.length}, got ${column}`);
    }
    this.column(column);
    yield* this.addNumbers(batch);
    this.#bytes += bytes;
    this.current.empty += empty;
  }

  *#addEncoded(batch: EncodedBatch): Generator<undefined, void> {
    const source = this.#opened(batch);
    for (let start = 0; start < batch.bytes.length;) {
      const piece = batch.bytes.subarray(start, start + source.growth * source.stepBytes);
      start += piece.length;
      yield;
      this.#bytes += piece.length;
      const began = now();
      source.decoder.push(piece);
      source.growth = nextGrowth(source.growth, now() - began, this.mostGrowth);
    }
  }

  /** Adds the decoded numbers of a batch. */
  protected addNumbers(batch: DecodedBatch | DecodedNumbers): Generator<undefined, void> {
    return this.addList(decodedNumbers(batch));
  }

  protected *addList(list: NumberList): Generator<undefined, void> {
    for (let start = 0; start < list.length; start += STEP_NUMBERS) {
      yield;
      list.addTo(this.current.sum, start, Math.min(start + STEP_NUMBERS, list.length));
    }
  }

  #merge({ partial, bytes, empty, missing = 0, skipped }: PartialBatch): void {
    this.current.sum.merge(sumFromBytes(partial));
    this.#bytes += bytes;
    this.current.empty += empty;
    this.current.missing += missing;
    this.current.skipped += skipped;
  }

  /** Told of each batch before it is added. */
  protected check(_batch: Batch): void {}

  /** Numbers belong to the first column and to no group, until a decoder tells otherwise. */
  protected beginSource(): void {
    this.column(0);
    this.numbers = this.current.sum;
  }

  /** A source tells its columns. */
  protected beginColumns({ names }: ColumnNames, _batch: EncodedBatch | DecodedBatch | DecodedNumbers): void {
    if (names.length > 1) throw optionError(RangeError, "column", "one column", String(names.length));
  }

  /** The numbers of a source stand in no columns. */
  protected endUnnamed(_place: Place): void {}

  #opened(batch: EncodedBatch): OpenSource {
    checkEncoded(batch);
    if (this.open === undefined || !isSameSource(this.open.batch, batch)) {
      this.end();
      this.beginSource();
      const decoder = this.#newDecoder(batch);
      this.open = { batch: { ...batch, bytes: NO_BYTES }, decoder, stepBytes: stepBytesOf(batch), growth: 1 };
    }
    return this.open;
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
    return this.open?.decoder.isAtRowStart?.() ?? true;
  }

  /** The source has ended, and its last token with it. */
  end(): void {
    if (this.open === undefined) return;
    try {
      // It may tell the columns now: of a header without a line break.
      this.open.decoder.end();
      this.endUnnamed({ source: this.open.batch.name });
    } finally {
      this.open = undefined;
    }
  }

  decimal(coefficient: number | bigint, exponent: number, count: number = 1): void {
    this.numbers.decimal(coefficient, exponent, count);
  }

  doubles(values: Float64Array): void {
    this.numbers.doubles(values);
  }

  empty(): void {
    this.current.empty++;
  }

  missing(): void {
    this.current.missing++;
  }

  column(index: number): void {
    this.current = this.#columns[index]!;
  }

  pending(count: number): void {
    this.#pending += count;
  }

  skipped(count: number = 1): void {
    this.current.skipped += count;
  }
}

const STEP_NUMBERS = 2 ** 15;

const NO_BYTES = new Uint8Array(0);
