import type { DecimalSink, LiteralFault } from "./bounds.js";
import type { AddLiteral } from "./spelling.js";

/** One literal that is added later, or never. It is the sink of that literal, which comes in one or two parts. */
export class KeptDecimal implements DecimalSink {
  #coefficient: number | bigint = 0;
  #exponent = 0;
  /** The part of a long literal that counts as no number; else 0. */
  #high: number | bigint = 0;
  #highExponent = 0;

  set(addLiteral: AddLiteral, bytes: Uint8Array, start: number, end: number): LiteralFault | undefined {
    this.#high = 0;
    return addLiteral(bytes, start, end, this);
  }

  decimal(coefficient: number | bigint, exponent: number, count: number = 1): void {
    if (count === 1) {
      this.#coefficient = coefficient;
      this.#exponent = exponent;
    } else {
      this.#high = coefficient;
      this.#highExponent = exponent;
    }
  }

  addTo(sink: DecimalSink): void {
    sink.decimal(this.#coefficient, this.#exponent);
    if (this.#high !== 0) sink.decimal(this.#high, this.#highExponent, 0);
  }
}
