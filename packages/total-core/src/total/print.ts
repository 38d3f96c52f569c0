/** Prints totals in plain digits: no exponent, no grouping, no idle zeros; zero is `0`. */
import type { ExactValue } from "../sum/values.js";

/** All the digits of an exact value. */
export function allDigits({ coefficient, exponent }: ExactValue): string {
  const negative = coefficient < 0n;
  return (negative ? "-" : "") + withPoint(String(negative ? -coefficient : coefficient), exponent);
}

/** The shortest digits that read back as the same binary64, `NaN`, `Infinity` or `-Infinity`. */
export function shortestDigits(x: number): string {
  const text = String(x);
  const exponentAt = text.indexOf("e");
  if (exponentAt < 0) return text;
  const sign = x < 0 ? "-" : "";
  const [whole = "", fraction = ""] = text.slice(sign.length, exponentAt).split(".");
  return sign + withPoint(whole + fraction, Number(text.slice(exponentAt + 1)) - fraction.length);
}

/** @param digits an integer, without a zero at its end unless it is `0`; it stands for itself × 10^exponent */
function withPoint(digits: string, exponent: number): string {
  if (digits === "0") return digits;
  if (exponent >= 0) return digits + "0".repeat(exponent);
  const padded = digits.padStart(1 - exponent, "0");
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
