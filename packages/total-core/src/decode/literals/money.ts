/** Amounts of money: literals with a currency, and with other ways to write a negative one: `$1,204.50`, `(5) EUR`, `5-`. */
import { isDigit, MINUS, PLUS } from "../../basics/ascii.js";
import type { Currency } from "../../contract/currencies.js";
import { NO_SINK } from "../../contract/sink.js";
import { CurrencyTaker, type ByteRange } from "./currency-taker.js";
import { EXPONENT_RANGE, MAX_LITERAL_BYTES, type DecimalSink, type LiteralFault } from "./bounds.js";
import type { addLiteralBytes } from "./literal.js";

const OPEN_BRACKET = 0x28;
const CLOSE_BRACKET = 0x29;

/** Whether a character has a meaning in amounts, and can be no sign in their numbers. */
export function isTakenByMoney(sign: string): boolean {
  return /[\p{Sc}()]/u.test(sign);
}

function notAnAmount(but = ""): LiteralFault {
  return { code: "BAD_NUMBER", expected: `an amount of money${but}` };
}

const NO_AMOUNT = notAnAmount();
/** Whether a debit is negative depends on whose account it is. */
const DEBIT_OR_CREDIT = notAnAmount(" without DR or CR");
const PERCENTAGE = notAnAmount(", not a percentage");

/**
 * How amounts are added whose numbers `addNumber` adds. Around its number an amount has at most one currency, which is a sign (Unicode's category Sc) or a code of ISO 4217, with
 * one space between them or none; and at most one sign, which is `+` or `-` before the number or its currency, `-` behind them, or brackets around them, for a negative one.
 *
 * Amounts in another currency than `currency` are a fault in what is totalled, like a ragged row, and no bad number: passed over, they would leave a total that is wrong.
 * So are too long ones.
 *
 * @param currency is set by the first amount that has one
 */
export function moneyAdder(addNumber: typeof addLiteralBytes, currency: Currency): typeof addLiteralBytes {
  const currencies = new CurrencyTaker();
  const negative = negatedSink();
  const number: ByteRange = { from: 0, to: 0 };
  return (bytes, start, end, sink) => {
    if (end - start > MAX_LITERAL_BYTES) return EXPONENT_RANGE;
    number.from = start;
    number.to = end;
    let signs = 0;
    let isNegative = false;
    let mark: string | undefined;
    while (number.from < number.to) {
      const first = bytes[number.from]!;
      const last = bytes[number.to - 1]!;
      if (isDigit(first) && isDigit(last)) break;
      if (first === OPEN_BRACKET && last === CLOSE_BRACKET) {
        number.from++;
        number.to--;
      } else if (first === MINUS || first === PLUS) number.from++;
      else if (last === MINUS) number.to--;
      else {
        const found: string | undefined = currencies.take(bytes, number, currency.mark);
        if (found === undefined) break;
        if (mark !== undefined) return NO_AMOUNT;
        mark = found;
        continue;
      }
      isNegative = first !== PLUS;
      if (++signs > 1) return NO_AMOUNT;
    }
    if (number.from === number.to) return noAmount(bytes, start, end);
    const isOther = mark !== undefined && currency.mark !== undefined && mark !== currency.mark;
    const receiver = isOther ? NO_SINK : isNegative ? negative.of(sink) : sink;
    const fault = addNumber(bytes, number.from, number.to, receiver);
    if (fault !== undefined) return fault.code === "BAD_NUMBER" ? noAmount(bytes, start, end) : fault;
    if (isOther) return { code: "BAD_FORMAT", expected: `an amount in ${currency.mark}, as the ones before` };
    currency.mark ??= mark;
    return undefined;
  };
}

/** The fault of what is no amount, which says so where it looks like one to people. */
function noAmount(bytes: Uint8Array, start: number, end: number): LiteralFault {
  const text = String.fromCharCode(...bytes.subarray(start, end));
  if (/^[(+-]?%|%[)-]?$/.test(text)) return PERCENTAGE;
  return /^[(+-]?[DC]R(?![A-Z])|(?:^|[^A-Z])[DC]R[)-]?$/i.test(text) ? DEBIT_OR_CREDIT : NO_AMOUNT;
}

/** A sink that negates what it hands on. There is one for all amounts, as they come one by one. */
function negatedSink(): { of(sink: DecimalSink): DecimalSink } {
  let target: DecimalSink = NO_SINK;
  const negated: DecimalSink = {
    decimal: (coefficient, exponent, count) =>
      // 0 - 0 is not -0.
      target.decimal(typeof coefficient === "bigint" ? -coefficient : 0 - coefficient, exponent, count),
  };
  return {
    of(sink) {
      target = sink;
      return negated;
    },
  };
}
