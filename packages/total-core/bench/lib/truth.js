/** The right totals, computed with BigInt only. */

const { buffer } = new Float64Array(1);
const DOUBLE = new Float64Array(buffer);
const BITS = new BigUint64Array(buffer);

/**
 * The exact sum of binary64 numbers, rounded once. Each finite one is an integer multiple of 2^-1074. Numbers of equal exponent are added first, so
 * that ten million take seconds and not minutes.
 *
 * @param {Iterable<number>} numbers finite
 * @param {number} times how often each of them is added
 */
export function trueSum(numbers, times = 1) {
  const mantissas = /** @type {Map<number, bigint>} */ (new Map());
  for (const number of numbers) {
    DOUBLE[0] = number;
    const bits = /** @type {bigint} */ (BITS[0]);
    const exponent = Number((bits >> 52n) & 0x7ffn);
    const fraction = bits & 0xfffffffffffffn;
    const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
    const shift = Math.max(exponent, 1) - 1;
    mantissas.set(shift, (mantissas.get(shift) ?? 0n) + (number < 0 ? -mantissa : mantissa));
  }
  let sum = 0n;
  for (const [shift, mantissa] of mantissas) sum += mantissa << BigInt(shift);
  return doubleFromUnits(sum * BigInt(times));
}

/**
 * `Number(bigint)` rounds to nearest, ties to even; the bits below the 64 highest can only break a tie.
 * @param {bigint} units of 2^-1074
 */
function doubleFromUnits(units) {
  const size = units < 0n ? -units : units;
  const dropped = Math.max(0, size.toString(2).length - 64);
  const kept = size >> BigInt(dropped);
  const sticky = kept << BigInt(dropped) === size ? 0n : 1n;
  // In two steps, because the power alone may be out of binary64's range.
  const exponent = dropped - 1074;
  const magnitude = Number(kept | sticky) * 2 ** Math.floor(exponent / 2) * 2 ** Math.ceil(exponent / 2);
  return units < 0n ? -magnitude : magnitude;
}

/**
 * One spelling for equal decimals in plain or scientific notation: `1.230e2` and `123` are `123`.
 * @param {string} text
 * @returns {string | null} null if it is no number
 */
export function plainDecimal(text) {
  const match = /^\s*([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?\s*$/i.exec(text);
  if (!match || (match[2] === "" && match[3] === "")) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, -scale));
  return scaled(sign === "-" ? -digits : digits, Math.max(0, scale));
}

/**
 * The exact sum of decimals, as {@link plainDecimal} spells it.
 * @param {readonly string[]} texts
 * @returns {string | null} null if one is no number
 */
export function sumOfDecimals(texts) {
  const plain = texts.map(plainDecimal);
  const scales = plain.map((text) => text?.split(".")[1]?.length ?? 0);
  const scale = scales.reduce((most, one) => Math.max(most, one), 0);
  let units = 0n;
  for (const [index, text] of plain.entries()) {
    if (text === null) return null;
    units += BigInt(text.replace(".", "")) * 10n ** BigInt(scale - (scales[index] ?? 0));
  }
  return scaled(units, scale);
}

/**
 * `units` × 10^-`scale`, in plain notation.
 * @param {bigint} units
 * @param {number} scale at least 0
 */
export function scaled(units, scale) {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  const whole = digits.slice(0, digits.length - scale);
  return `${units < 0n ? "-" : ""}${whole}${scale === 0 || fraction === "" ? "" : `.${fraction}`}`;
}
