/**
 * A total as bytes, to be merged elsewhere or kept.
 *
 * | offset | bytes | what                                                                                          |
 * | ------ | ----- | --------------------------------------------------------------------------------------------- |
 * | 0      | 4     | `dlgT`                                                                                        |
 * | 4      | 1     | the version of this format, 1 or 2                                                            |
 * | 5      | 1     | kind: 0 no numbers, 1 binary64 alone, 2 decimals or integers among them                       |
 * | 6      | 1     | special: 0 finite, 1 infinity, 2 minus infinity, 3 NaN                                        |
 * | 7      | 1     | sign: 1 where the value is negative or −0, else 0                                             |
 * | 8      | 8     | count, an unsigned integer                                                                    |
 * | 16     | 4     | exponent, a signed integer from -4000 to 4000                                                 |
 * | 20     | 4     | length of the magnitude in bytes, an unsigned integer                                         |
 * | 24     | 32    | version 2 only: how many finite binary64, NaN, infinities, minus infinities; 8 bytes for each |
 * | then   | n     | magnitude, an unsigned integer without idle zero bytes                                        |
 * | then   | 4     | CRC-32 of all bytes before it                                                                 |
 *
 * All integers are little-endian. The value is magnitude × 10^exponent, the sum of the finite numbers. Equal totals have equal bytes: the magnitude is
 * not divisible by 10 unless the exponent is 4000, and zero has magnitude and exponent 0. The exponent is bounded, so that no few bytes stand for a
 * number of a billion digits.
 *
 * Version 1 is written where version 2 would tell nothing more: of no numbers, of finite binary64 alone, of decimals and integers alone. Version 2 has
 * what it takes to take numbers out again: where there are NaN or infinities, and where there are numbers of both kinds.
 *
 * Earlier, version 1 was written of these totals too, and it is still read. With a special it has magnitude and exponent 0: what the finite numbers
 * were is lost, so that numbers can be added to such a total, but not taken out. Where there were numbers of both kinds, all count as decimals.
 *
 * `new Total().add("-0.3").toBytes()`:
 *
 * ```
 * 64 6c 67 54 | 01 | 02 | 00 | 01 | 01 00 00 00 00 00 00 00 | ff ff ff ff | 01 00 00 00 | 03 | 14 5b 81 b4
 * ```
 */
import { TotalError } from "../contract/errors.js";
import { ExactSum, type Kind } from "../sum/exact-sum.js";
import { finiteDoubles, type SumState } from "../sum/state.js";
import { powerOfTen } from "../sum/values.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import { wrongType } from "../basics/describe.js";
import { crc32 } from "./crc32.js";

const MAGIC: readonly number[] = [0x64, 0x6c, 0x67, 0x54];
const NEWEST_VERSION = 2;
const HEADER_BYTES = 24;
/** The counts of version 2, behind the header. */
const COUNTS_BYTES = 32;
const CHECKSUM_BYTES = 4;
const MAX_EXPONENT = 4000;

const KINDS: readonly Kind[] = ["none", "binary", "other"];
const SPECIALS: readonly (number | undefined)[] = [undefined, Infinity, -Infinity, NaN];

export function bytesFromSum(sum: ExactSum): Uint8Array<ArrayBuffer> {
  const state = sum.state();
  const { count, nans, infinities, minusInfinities, dropped } = state;
  const doubles = finiteDoubles(state);
  const isOfOneKind = doubles === count || state.decimals === count;
  const counts = dropped !== undefined || isOfOneKind ? [] : [doubles, nans, infinities, minusInfinities];
  const { coefficient, exponent } = bounded(state);
  const magnitude = bytesFromInteger(coefficient < 0n ? -coefficient : coefficient);
  const start = HEADER_BYTES + 8 * counts.length;
  const bytes = new Uint8Array(start + magnitude.length + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes[4] = counts.length === 0 ? 1 : 2;
  bytes[5] = KINDS.indexOf(sum.kind);
  bytes[6] = SPECIALS.findIndex((value) => Object.is(value, sum.special));
  bytes[7] = coefficient < 0n || (state.minusZero && dropped === undefined) ? 1 : 0;
  view.setBigUint64(8, BigInt(count), true);
  view.setInt32(16, exponent, true);
  view.setUint32(20, magnitude.length, true);
  for (const [i, each] of counts.entries()) view.setBigUint64(HEADER_BYTES + 8 * i, BigInt(each), true);
  bytes.set(magnitude, start);
  view.setUint32(start + magnitude.length, crc32(bytes.subarray(0, -CHECKSUM_BYTES)), true);
  return bytes;
}

function bounded({ value: { coefficient, exponent }, dropped }: SumState): {
  coefficient: bigint;
  exponent: number;
} {
  if (dropped !== undefined) return { coefficient: 0n, exponent: 0 };
  if (exponent <= MAX_EXPONENT) return { coefficient, exponent };
  return { coefficient: coefficient * powerOfTen(exponent - MAX_EXPONENT), exponent: MAX_EXPONENT };
}

/**
 * @throws TypeError where `bytes` is no `Uint8Array`
 * @throws TotalError `BAD_PARTIAL` where they are not what {@link bytesFromSum} writes, or wrote, to the last bit
 */
export function sumFromBytes(bytes: Uint8Array): ExactSum {
  if (typedArrayName(bytes) !== "Uint8Array") throw wrongType("partial total", "a Uint8Array", bytes);
  checkEnvelope(bytes);
  const state = stateFromBytes(bytes);
  const sum = state && ExactSum.restore(state);
  // Writing the total again is the one sure test that these are its bytes, and that no other bytes mean the same.
  const written = sum && bytesFromSum(sum);
  if (sum === undefined || written?.length !== bytes.length || written.some((byte, i) => byte !== bytes[i])) {
    throw badPartial("a total", "a state that no total has");
  }
  return sum;
}

function stateFromBytes(bytes: Uint8Array): SumState | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const integer = (offset: number): number => Number(view.getBigUint64(offset, true));
  const isFirstVersion = bytes[4] === 1;
  const start = isFirstVersion ? HEADER_BYTES : HEADER_BYTES + COUNTS_BYTES;
  const count = integer(8);
  const exponent = view.getInt32(16, true);
  const kind = KINDS[bytes[5]!];
  if (kind === undefined || bytes[6]! >= SPECIALS.length) return undefined;
  if (!Number.isSafeInteger(count) || Math.abs(exponent) > MAX_EXPONENT) return undefined;
  const negative = bytes[7] === 1;
  const magnitude = integerFromBytes(bytes.subarray(start, -CHECKSUM_BYTES));
  const special = SPECIALS[bytes[6]!];
  const dropped = isFirstVersion && count > 0 ? special : undefined;
  const [doubles = 0, nans = 0, infinities = 0, minusInfinities = 0] = isFirstVersion
    ? []
    : [0, 1, 2, 3].map((i) => integer(HEADER_BYTES + 8 * i));
  // A special comes from a binary number, and one in a total of other numbers is not alone.
  const decimalsOfFirst = kind !== "other" ? 0 : special === undefined ? count : Math.min(1, count - 1);
  return {
    count,
    decimals: isFirstVersion ? decimalsOfFirst : count - doubles - nans - infinities - minusInfinities,
    nans,
    infinities,
    minusInfinities,
    minusZero: negative && magnitude === 0n,
    value: { coefficient: negative ? -magnitude : magnitude, exponent },
    dropped,
  };
}

function checkEnvelope(bytes: Uint8Array): void {
  if (MAGIC.some((byte, i) => byte !== bytes[i])) {
    throw badPartial("a serialised total", bytes.length === 0 ? "no bytes" : "other bytes");
  }
  const version = bytes[4];
  if (version !== undefined && (version < 1 || version > NEWEST_VERSION)) {
    const newer = version > NEWEST_VERSION ? " (written by a newer @dlg/total-core)" : "";
    throw badPartial("format 1 or 2", `${version}${newer}`);
  }
  const least = HEADER_BYTES + (version === 2 ? COUNTS_BYTES : 0) + CHECKSUM_BYTES;
  if (bytes.length < least) throw badPartial(`at least ${least} bytes`, String(bytes.length));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = least + view.getUint32(20, true);
  if (bytes.length !== length) throw badPartial(`${length} bytes`, String(bytes.length));
  const expected = crc32(bytes.subarray(0, -CHECKSUM_BYTES));
  const got = view.getUint32(length - CHECKSUM_BYTES, true);
  if (expected !== got) throw badPartial(`checksum ${hex(expected)}`, hex(got));
}

function badPartial(expected: string, got: string): TotalError {
  return new TotalError("BAD_PARTIAL", { place: { source: "partial total" }, expected, got });
}

function hex(checksum: number): string {
  return checksum.toString(16).padStart(8, "0");
}

function bytesFromInteger(integer: bigint): Uint8Array {
  if (integer === 0n) return new Uint8Array(0);
  const digits = integer.toString(16);
  const padded = digits.padStart(digits.length + (digits.length % 2), "0");
  const last = padded.length - 2;
  return Uint8Array.from({ length: padded.length / 2 }, (_, i) =>
    Number.parseInt(padded.substr(last - 2 * i, 2), 16),
  );
}

function integerFromBytes(bytes: Uint8Array): bigint {
  let digits = "0x0";
  for (let i = bytes.length - 1; i >= 0; i--) digits += bytes[i]!.toString(16).padStart(2, "0");
  return BigInt(digits);
}
