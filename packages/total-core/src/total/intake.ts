/** Where decoding and summing meet: batch after batch of a source, into one sum. */
import { wrongType } from "../basics/describe.js";
import { TotalError } from "../contract/errors.js";
import {
  FORMATS,
  type Batch,
  type DecodedBatch,
  type EncodedBatch,
  type NumberKeys,
  type PartialBatch,
  type Progress,
} from "../contract/numbers-api.js";
import { FORMAT_TABLE, formatsWith } from "../contract/formats.js";
import { insideOf } from "../contract/read-buffers.js";
import type { Decoder, DecoderOptions } from "../contract/decoder.js";
import type { NumbersSink } from "../contract/sink.js";
import type { ExactSum } from "../sum/exact-sum.js";
import { checkAttached, typedArrayName } from "../basics/typed-arrays.js";
import { sumFromBytes } from "./bytes.js";
import { decoders } from "../decode/decoders-with-kernel.js";
import { checkFormatOptions } from "../decode/index.js";
import type { Groups } from "./groups.js";
import { decodedNumbers } from "./decoded.js";
import { KeyedIntake } from "./keyed.js";
import { numberList, type NumberList } from "./list.js";

export interface IntakeOptions {
  readonly skipInvalid: boolean;
  /** As in {@link DecoderOptions}. */
  readonly onHeldFault?: DecoderOptions["onHeldFault"];
  /** As in {@link DecoderOptions}; then there is one encoded source and no more. */
  readonly position?: DecoderOptions["position"];
  readonly rows?: DecoderOptions["rows"];
  /** Where the numbers go instead of the sum, by their keys. */
  readonly groups?: Groups | undefined;
}

/** The encoded source that is being read: its decoder holds the token that the last batch was cut in. */
interface OpenSource {
  readonly batch: EncodedBatch;
  readonly decoder: Decoder;
}

export class Intake implements NumbersSink {
  readonly group: NumbersSink["group"];
  readonly #sum: ExactSum;
  readonly #groups: Groups | undefined;
  readonly #options: Omit<IntakeOptions, "groups">;
  readonly #keyed: KeyedIntake | undefined;
  #open: OpenSource | undefined;
  #bytes = 0;
  #empty = 0;
  #skipped = 0;
  /** Numbers that the decoder has added up and not handed on yet. */
  #keptBack = 0;

  constructor(sum: ExactSum, { groups, ...options }: IntakeOptions) {
    this.#sum = sum;
    this.#groups = groups;
    this.#options = options;
    this.#keyed = groups === undefined ? undefined : new KeyedIntake(groups);
    this.group = groups === undefined ? undefined : (key) => groups.begin(key);
  }

  get progress(): Progress {
    const count = (this.#groups ?? this.#sum).count + this.#keptBack;
    return { count, bytes: this.#bytes, empty: this.#empty, skipped: this.#skipped };
  }

  /**
   * Adds a batch. Encoded ones of the same format, name and options go on where the last one stopped.
   * @throws TypeError where it is no batch
   * @throws TotalError where its bytes are not numbers
   */
  add(batch: Batch | PartialBatch): void {
    for (const _step of this.steps(batch));
  }

  /** The same in steps of a millisecond at most, before each of which others may run. */
  *steps(batch: Batch | PartialBatch): Generator<undefined, void> {
    if (this.#groups !== undefined) checkKeys(batch);
    if (isPartial(batch)) {
      this.end();
      this.#merge(batch);
    } else if (isDecoded(batch)) {
      this.end();
      yield* this.#keyed !== undefined && isKeyed(batch)
        ? this.#keyed.add(batch)
        : this.#addList(decodedNumbers(batch));
      this.#bytes += batch.bytes;
      this.#empty += batch.empty;
    } else if (isEncoded(batch)) {
      const encoded = insideOf(batch);
      const decoder = this.#decoderOf(encoded);
      for (let start = 0; start < encoded.bytes.length; start += STEP_BYTES) {
        const piece = encoded.bytes.subarray(start, start + STEP_BYTES);
        yield;
        this.#bytes += piece.length;
        decoder.push(piece);
      }
    } else {
      this.end();
      const list = numberList(batch);
      if (list === undefined) throw wrongType("batch", "a list of numbers or encoded bytes", batch);
      yield* this.#addList(list);
    }
  }

  *#addList(list: NumberList): Generator<undefined, void> {
    for (let start = 0; start < list.length; start += STEP_NUMBERS) {
      yield;
      list.addTo(this.#sum, start, Math.min(start + STEP_NUMBERS, list.length));
    }
  }

  #merge({ partial, bytes, empty, skipped }: PartialBatch): void {
    this.#sum.merge(sumFromBytes(partial));
    this.#bytes += bytes;
    this.#empty += empty;
    this.#skipped += skipped;
  }

  #decoderOf(batch: EncodedBatch): Decoder {
    checkEncoded(batch);
    if (this.#open === undefined || !isSameSource(this.#open.batch, batch)) {
      this.end();
      this.#open = { batch: { ...batch, bytes: NO_BYTES }, decoder: this.#newDecoder(batch) };
    }
    return this.#open.decoder;
  }

  #newDecoder({ bytes: _bytes, format, name, ...options }: EncodedBatch): Decoder {
    checkFormatOptions(format, options);
    const newDecoder = decoders[format];
    if (newDecoder === undefined) {
      const readable = FORMATS.filter((known) => decoders[known] !== undefined).join(", ");
      throw new TotalError("UNSUPPORTED", {
        place: { source: name },
        expected: `a format that can be read (${readable})`,
        got: format,
      });
    }
    return newDecoder({ ...options, ...this.#options, sink: this, source: name });
  }

  /** As a {@link Decoder} tells it. */
  isInQuotes(): boolean {
    return this.#open?.decoder.isInQuotes?.() ?? false;
  }

  /** The source has ended: so does its last token. */
  end(): void {
    const open = this.#open;
    this.#open = undefined;
    open?.decoder.end();
  }

  decimal(coefficient: number | bigint, exponent: number, count: number = 1): void {
    (this.#groups ?? this.#sum).decimal(coefficient, exponent, count);
  }

  doubles(values: Float64Array): void {
    (this.#groups ?? this.#sum).doubles(values);
  }

  empty(): void {
    this.#empty++;
  }

  keptBack(count: number): void {
    this.#keptBack += count;
  }

  skipped(count: number = 1): void {
    this.#skipped += count;
  }
}

const STEP_NUMBERS = 2 ** 15;
const STEP_BYTES = 2 ** 16;

const NO_BYTES = new Uint8Array(0);

function isPartial(batch: Batch | PartialBatch): batch is PartialBatch {
  return typeof batch === "object" && batch !== null && "partial" in batch;
}

function isDecoded(batch: Batch): batch is DecodedBatch {
  return typeof batch === "object" && batch !== null && "numbers" in batch;
}

function isKeyed(batch: DecodedBatch): batch is DecodedBatch & { readonly keys: NumberKeys } {
  return batch.keys !== undefined;
}

function isEncoded(batch: Batch): batch is EncodedBatch {
  return typeof batch === "object" && batch !== null && !Array.isArray(batch) && !ArrayBuffer.isView(batch);
}

/** The formats of encoded bytes whose numbers can have keys. */
const KEYED_FORMATS = formatsWith("by").filter((format) => FORMAT_TABLE[format].isNotStreamed !== true);

function checkKeys(batch: Batch | PartialBatch): void {
  if (!isPartial(batch)) {
    if (isDecoded(batch) && isKeyed(batch)) return;
    if (isEncoded(batch) && batch.by !== undefined && KEYED_FORMATS.includes(batch.format)) return;
  }
  const expected = `encoded bytes (${KEYED_FORMATS.join(", ")}) with the option by, or decoded numbers with keys`;
  throw new TypeError(`batch: expected ${expected}, got one without keys`);
}

function checkEncoded({ bytes, format, name }: EncodedBatch): void {
  if (!FORMATS.includes(format)) {
    const got = typeof format === "string" ? JSON.stringify(format) : undefined;
    const expected = `one of ${FORMATS.join(", ")}`;
    throw got === undefined
      ? wrongType("format", expected, format)
      : new TypeError(`format: expected ${expected}, got ${got}`);
  }
  if (typedArrayName(bytes) !== "Uint8Array") throw wrongType("bytes", "a Uint8Array", bytes);
  checkAttached(bytes);
  if (name !== undefined && typeof name !== "string") throw wrongType("name", "a string", name);
}

/** Whether all but the bytes is the same: the format, the name, each option. */
function isSameSource(a: EncodedBatch, b: EncodedBatch): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof EncodedBatch>;
  keys.delete("bytes");
  for (const key of keys) if (a[key] !== b[key]) return false;
  return true;
}
