/** Totals that are evidently right, however slowly: what every implementation is held against. */

/** A finite binary64 as an integer in units of 2^-1074, read off its bits. */
export function unitsOf(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const mantissa = bits & ((1n << 52n) - 1n);
  const units = exponent === 0n ? mantissa : ((1n << 52n) | mantissa) << (exponent - 1n);
  return bits >> 63n === 1n ? -units : units;
}

/**
 * units × 2^-1074 as the nearest binary64, ties to even. `Number` of a BigInt rounds so (ECMA-262, Number ( value )); all it needs of
 * the bits that do not fit into 64 is whether there are any.
 */
export function nearestNumber(units: bigint): number {
  if (units < 0n) return -nearestNumber(-units);
  const dropped = Math.max(0, units.toString(2).length - 64);
  const top = units >> BigInt(dropped);
  const sticky = top << BigInt(dropped) === units ? 0n : 1n;
  return Number(top | sticky) * 2 ** (dropped - 1074);
}

/** The exact sum of finite numbers, in units of 2^-1074. */
export function exactUnits(numbers: Iterable<number>): bigint {
  let units = 0n;
  for (const x of numbers) units += unitsOf(x);
  return units;
}

/** `Math.sumPrecise`, but for the sum of no numbers, which is 0. */
export function oracleTotal(numbers: Iterable<number>): number {
  const list = [...numbers];
  const special = list.filter((x) => !Number.isFinite(x));
  if (special.length > 0) return special.reduce((a, b) => a + b);
  if (list.length > 0 && list.every((x) => Object.is(x, -0))) return -0;
  return nearestNumber(exactUnits(list));
}

/** coefficient × 10^exponent, not reduced. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** Whether two decimals are the same number. */
export function sameDecimal(a: Decimal, b: Decimal): boolean {
  const scale = Math.min(a.exponent, b.exponent);
  return scaled(a, scale) === scaled(b, scale);
}

/** The sum of decimals as an integer in units of 10^scale. */
export function decimalUnits(decimals: Iterable<Decimal>, scale: number): bigint {
  let units = 0n;
  for (const decimal of decimals) units += scaled(decimal, scale);
  return units;
}

function scaled({ coefficient, exponent }: Decimal, scale: number): bigint {
  return coefficient * 10n ** BigInt(exponent - scale);
}

/** The plain digits of coefficient × 10^exponent, without idle zeros. */
export function plainDigits({ coefficient, exponent }: Decimal): string {
  const sign = coefficient < 0n ? "-" : "";
  const digits = String(coefficient < 0n ? -coefficient : coefficient);
  if (exponent >= 0) return sign + (digits === "0" ? "0" : digits + "0".repeat(exponent));
  const padded = digits.padStart(1 - exponent, "0");
  const plain = `${padded.slice(0, exponent)}.${padded.slice(exponent)}`.replace(/\.?0+$/, "");
  return plain === "0" ? "0" : sign + plain;
}
