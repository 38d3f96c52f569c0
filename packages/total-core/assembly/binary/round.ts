/** The sum as a binary64, rounded to nearest, ties to even. */
import { FIELD_BIAS, MANTISSA_BITS, UNIT_EXPONENT } from "./float64";
import { SAW_INFINITY, SAW_MINUS_INFINITY, SAW_NAN, SAW_OTHER_THAN_MINUS_ZERO, marks } from "./marks";
import { limb, lowest, takeMagnitude, top } from "./small-superaccumulator";

/** Rounds the sum, which is lost by that. The sum of no numbers is −0, and so is the sum of nothing but −0. */
export function rounded(): f64 {
  const infinities = marks & (SAW_INFINITY | SAW_MINUS_INFINITY);
  if ((marks & SAW_NAN) != 0 || infinities == (SAW_INFINITY | SAW_MINUS_INFINITY)) return NaN;
  if (infinities != 0) return infinities == SAW_INFINITY ? Infinity : -Infinity;
  if ((marks & SAW_OTHER_THAN_MINUS_ZERO) == 0) return -0.0;
  return takeMagnitude() ? -roundedMagnitude() : roundedMagnitude();
}

/**
 * Takes the 64 highest bits, and sets the lowest of them if any bit below them is set. The conversion to a binary64 rounds at the 53rd bit by the 11
 * bits behind it, and needs to know no more of the rest. The product with a power of two is exact, because it is a whole number of units, or it is too
 * large, and becomes the infinity that it should be.
 */
function roundedMagnitude(): f64 {
  let first = max(top, 1);
  while (first > 1 && limb(first) == 0) first--;
  const highest = (<u64>limb(first) << 32) | <u64>limb(first - 1);
  if (first == 1) return <f64>highest * powerOfTwo(UNIT_EXPONENT);

  const zeros = clz<u64>(highest);
  const next = <u64>limb(first - 2);
  const bits = (highest << zeros) | (next >> (32 - zeros));
  const exponent = 32 * (first - 1) - <i32>zeros + UNIT_EXPONENT;
  if (exponent > FIELD_BIAS + 1 - 64) return Infinity;
  return <f64>(bits | <u64>isAnythingBelow(first - 2, <u32>(next << zeros))) * powerOfTwo(exponent);
}

function isAnythingBelow(index: i32, rest: u32): bool {
  while (rest == 0 && index > lowest) rest = <u32>limb(--index);
  return rest != 0;
}

/** 2^exponent, from the least subnormal to the greatest power. */
function powerOfTwo(exponent: i32): f64 {
  if (exponent <= -FIELD_BIAS) return reinterpret<f64>(<u64>1 << (exponent - UNIT_EXPONENT));
  return reinterpret<f64>(<u64>(exponent + FIELD_BIAS) << MANTISSA_BITS);
}
