import { addLiteralBytes, type DecimalSink, type LiteralFault } from "./literal.js";

/** One literal that is added later, or never. */
export class KeptDecimal {
  /** What the sink is to get: arguments of one or two calls. */
  #coefficient: number | bigint = 0;
  #exponent = 0;
  #high: number | bigint = 0;
  #highExponent = 0;
  readonly #sink: DecimalSink = {
    decimal: (coefficient, exponent, count = 1) => {
      if (count === 1) {
        this.#coefficient = coefficient;
        this.#exponent = exponent;
      } else {
        this.#high = coefficient;
        this.#highExponent = exponent;
      }
    },
  };

  set(bytes: Uint8Array, start: number, end: number): LiteralFault | undefined {
    this.#high = 0;
    return addLiteralBytes(bytes, start, end, this.#sink);
  }

  addTo(sink: DecimalSink): void {
    sink.decimal(this.#coefficient, this.#exponent);
    if (this.#high !== 0) sink.decimal(this.#high, this.#highExponent, 0);
  }
}
