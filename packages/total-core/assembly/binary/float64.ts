/**
 * The layout of a binary64, by IEEE 754: from the top, a sign, an exponent field of 11 bits, a mantissa of 52.
 *
 * A field from 1 to 2046 means (1 + mantissa / 2^52) × 2^(field - 1023). Field 0 is for zeros and subnormals, which have the exponent of field 1 and no
 * implicit one. Field 2047 is for the infinities (mantissa 0) and NaN.
 */
export const MANTISSA_BITS: u64 = 52;
export const MANTISSA_MASK: u64 = (1 << MANTISSA_BITS) - 1;
export const IMPLICIT_ONE: u64 = 1 << MANTISSA_BITS;

export const FIELD_MASK: i32 = 0x7ff;
/** The field of infinities and NaN. */
export const FIELD_NOT_FINITE: i32 = 0x7ff;
export const FIELD_BIAS: i32 = 1023;

export const MINUS_ZERO: u64 = 0x8000_0000_0000_0000;

/** A sum counts units of 2^-1074, the least subnormal: every finite binary64 is a whole number of them. */
export const UNIT_EXPONENT: i32 = -1074;

export function fieldOf(bits: u64): i32 {
  return <i32>(bits >> MANTISSA_BITS) & FIELD_MASK;
}
