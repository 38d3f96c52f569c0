import type { DecoderOptions } from "../../contract/decoder.js";
import { quote } from "../../basics/quote.js";
import type { Hint } from "../../contract/hints.js";
import type { NumbersSink } from "../../contract/sink.js";
import { hints } from "../hints.js";
import { KeptDecimal } from "../literals/kept-decimal.js";
import { BAD_NUMBER, type LiteralFault } from "../literals/bounds.js";
import { addLiteralBytes } from "../literals/literal.js";
import { type AddLiteral, literalAdder, type Spelling } from "../literals/spelling.js";
import type { BytePlace, Position } from "../position.js";
import type { JsonFaults } from "./faults.js";
import { shownLiteral } from "./list.js";
import type { JsonWord } from "./visitor.js";

const MISSING = 0;
const NUMBER = 1;
const EMPTY = 2;
const BAD = 3;
const THROUGH = 4;

/**
 * The value of a field in the row that is being read. It is kept until the row ends, because the last of equal keys wins. Then it is settled: as a number,
 * as an empty place, or as a fault.
 */
export class FieldValue {
  /** The field's path, as the options have it. */
  readonly path: string;
  readonly #faults: JsonFaults;
  readonly #skipInvalid: boolean;
  readonly #skipMissing: boolean;
  #state = MISSING;
  /** Strings are spelled as the options say, and numbers as JSON does. */
  readonly #spelling: Spelling;
  readonly #addString: AddLiteral;
  readonly #number = new KeptDecimal();
  #fault: LiteralFault = BAD_NUMBER;
  #ways: readonly Hint[] | undefined;
  #place: BytePlace | undefined;
  #got = "";

  /** @param index of the field among all of them */
  constructor(options: DecoderOptions, path: string, index: number, faults: JsonFaults) {
    const { skipInvalid, skipMissing = false, currencies } = options;
    this.path = path;
    this.#faults = faults;
    this.#spelling = options;
    this.#addString = literalAdder(options, "", currencies?.ofColumn(index));
    this.#skipInvalid = skipInvalid;
    this.#skipMissing = skipMissing;
  }

  /** Whether the field has led to an array in the row, whose numbers have been settled one by one. */
  get isThrough(): boolean {
    return this.#state === THROUGH;
  }

  /** Whether nothing comes of the value but a count. */
  get isPassedOver(): boolean {
    return this.#state === THROUGH || (this.#state === MISSING && this.#skipMissing);
  }

  /** A row begins without the field, or a key of its path begins another value. */
  forget(): void {
    this.#state = MISSING;
  }

  goThrough(): void {
    this.#state = THROUGH;
  }

  /** The field leads to a number or a string. */
  setLiteral(bytes: Uint8Array, start: number, end: number, offset: number, isString: boolean): void {
    if (start === end) {
      this.#state = EMPTY;
      return;
    }
    const fault = this.#number.set(isString ? this.#addString : addLiteralBytes, bytes, start, end);
    if (fault === undefined) {
      this.#state = NUMBER;
      return;
    }
    // They take a hundred times as long as the number, and nobody asks for those of later faults.
    const areAsked = isString && !this.#skipInvalid && !this.#faults.isDeferring;
    const ways = areAsked ? hints()?.ofNumber(bytes.subarray(start, end), this.#spelling, "") : undefined;
    this.#setBad(fault, offset, shownLiteral(bytes, start, end, isString), ways);
  }

  setWord(word: JsonWord, offset: number): void {
    if (word === "null") this.#state = EMPTY;
    else this.setOther(offset, word);
  }

  /** The field leads to what is no number. */
  setOther(offset: number, got: string): void {
    this.#setBad(BAD_NUMBER, offset, got);
  }

  #setBad(fault: LiteralFault, offset: number, got: string, ways?: readonly Hint[]): void {
    this.#state = BAD;
    this.#fault = fault;
    this.#place = this.#faults.place(offset);
    this.#got = got;
    this.#ways = ways;
  }

  /** @param row where the row begins */
  settle(sink: NumbersSink, row: Position): void {
    if (this.#state === NUMBER) this.#number.addTo(sink);
    else if (this.#state === EMPTY) sink.empty();
    else if (this.#state === MISSING) this.settleMissing(sink, row, row.offset, "an object without it");
    else if (this.#state === BAD) this.#settleBad(sink);
  }

  /**
   * The row at `offset` lacks the field.
   * @param line a position on its line
   * @param got what the row is
   */
  settleMissing(sink: NumbersSink, line: Position, offset: number, got: string): void {
    if (this.#skipMissing) {
      sink.empty();
      sink.missing?.();
    } else this.refuse(line, offset, got, hints()?.missing);
  }

  /** There is no row at `offset`, and no field. */
  refuse(line: Position, offset: number, got: string, ways?: readonly Hint[]): void {
    const place = this.#faults.place(offset, line);
    this.#faults.defer("NO_COLUMN", place, `the field ${quote(this.path)}`, got, ways);
  }

  #settleBad(sink: NumbersSink): void {
    const { code, expected } = this.#fault;
    if (this.#skipInvalid && code === "BAD_NUMBER") sink.skipped();
    else this.#faults.defer(code, this.#place!, expected, this.#got, this.#ways);
  }
}
