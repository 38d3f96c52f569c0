import { SPACE } from "../../basics/ascii.js";
import { utf8Encoder, utf8Decoder } from "../../basics/text-codecs.js";
import { CURRENCY_CODES } from "./currency-codes.js";

/** A range of a literal's bytes that shrinks from both ends. */
export interface ByteRange {
  from: number;
  to: number;
}

/** No currency is longer: a sign of four bytes, or a code of three. */
const MOST_BYTES = 4;

/** Made when they are used: those with Unicode's properties took the start of the command half a millisecond. */
const atStart = (): RegExp => /^(?:\p{Sc}|[A-Z]{3})/u;
const atEnd = (): RegExp => /(?:\p{Sc}|[A-Z]{3})$/u;

/** A space, U+00A0, U+202F: one of them may set a currency off. */
const SPACES: readonly Uint8Array[] = [[SPACE], [0xc2, 0xa0], [0xe2, 0x80, 0xaf]].map((bytes) =>
  Uint8Array.from(bytes),
);

/** Takes currencies off literals: signs of Unicode's category Sc, and codes of ISO 4217. */
export class CurrencyTaker {
  #known = "";
  #knownBytes = new Uint8Array(0);

  /**
   * Takes a currency off the start or the end, and one space with it.
   * @param likely a currency that is found without a look at the others
   * @returns the currency; `undefined` where there is none
   */
  take(bytes: Uint8Array, range: ByteRange, likely: string | undefined): string | undefined {
    if (likely !== undefined && likely !== this.#known) {
      this.#known = likely;
      this.#knownBytes = utf8Encoder().encode(likely);
    }
    const { from, to } = range;
    if (likely !== undefined) {
      const { length } = this.#knownBytes;
      if (isAt(this.#knownBytes, bytes, from, to)) return takeFront(bytes, range, length, likely);
      if (isAt(this.#knownBytes, bytes, to - length, to)) return takeBack(bytes, range, length, likely);
    }
    const first = currencyIn(atStart(), bytes.subarray(from, Math.min(to, from + MOST_BYTES)));
    if (first !== undefined) return takeFront(bytes, range, utf8Encoder().encode(first).length, first);
    const last = currencyIn(atEnd(), bytes.subarray(Math.max(from, to - MOST_BYTES), to));
    return last === undefined ? undefined : takeBack(bytes, range, utf8Encoder().encode(last).length, last);
  }
}

/** Whether this is a currency without an amount. */
export function isCurrency(bytes: Uint8Array): boolean {
  const range = { from: 0, to: bytes.length };
  return new CurrencyTaker().take(bytes, range, undefined) !== undefined && range.from === range.to;
}

function takeFront(bytes: Uint8Array, range: ByteRange, length: number, currency: string): string {
  range.from += length;
  const space = SPACES.find((one) => isAt(one, bytes, range.from, range.to));
  range.from += space?.length ?? 0;
  return currency;
}

function takeBack(bytes: Uint8Array, range: ByteRange, length: number, currency: string): string {
  range.to -= length;
  const space = SPACES.find(
    (one) => range.to - one.length >= range.from && isAt(one, bytes, range.to - one.length, range.to),
  );
  range.to -= space?.length ?? 0;
  return currency;
}

function isAt(wanted: Uint8Array, bytes: Uint8Array, at: number, end: number): boolean {
  if (at < 0 || at + wanted.length > end) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

function currencyIn(pattern: RegExp, bytes: Uint8Array): string | undefined {
  const found = pattern.exec(utf8Decoder().decode(bytes))?.[0];
  return found !== undefined && (found.length !== 3 || CURRENCY_CODES.has(found)) ? found : undefined;
}
