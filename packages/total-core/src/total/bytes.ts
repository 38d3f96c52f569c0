/**
 * A total as bytes, to be merged elsewhere or kept.
 *
 * | offset | bytes | what                                                                             |
 * | ------ | ----- | -------------------------------------------------------------------------------- |
 * | 0      | 4     | `dlgT`                                                                           |
 * | 4      | 1     | the version of this format, 1                                                    |
 * | 5      | 1     | kind: 0 no numbers, 1 binary64 alone, 2 decimals or integers among them          |
 * | 6      | 1     | special: 0 finite, 1 infinity, 2 minus infinity, 3 NaN                           |
 * | 7      | 1     | sign: 1 where the value is negative or −0, else 0                                |
 * | 8      | 8     | count, an unsigned integer                                                       |
 * | 16     | 4     | exponent, a signed integer from -4000 to 4000                                    |
 * | 20     | 4     | length of the magnitude in bytes, an unsigned integer                            |
 * | 24     | n     | magnitude, an unsigned integer without idle zero bytes                           |
 * | 24 + n | 4     | CRC-32 of all bytes before it                                                    |
 *
 * All integers are little-endian. The value is magnitude × 10^exponent. Equal totals have equal bytes: the magnitude is not
 * divisible by 10 unless the exponent is 4000, zero and the specials have magnitude and exponent 0. The exponent is bounded, so
 * that no few bytes stand for a number of a billion digits.
 *
 * `new Total().add("-0.3").toBytes()`:
 *
 * ```
 * 64 6c 67 54 | 01 | 02 | 00 | 01 | 01 00 00 00 00 00 00 00 | ff ff ff ff | 01 00 00 00 | 03 | 14 5b 81 b4
 * ```
 */
import { TotalError } from "../contract/errors.js";
import { ExactSum, type Kind } from "../sum/exact-sum.js";
import { powerOfTen } from "../sum/values.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import { wrongType } from "../basics/describe.js";
import { crc32 } from "./crc32.js";

const MAGIC: readonly number[] = [0x64, 0x6c, 0x67, 0x54];
const VERSION = 1;
const HEADER_BYTES = 24;
const CHECKSUM_BYTES = 4;
const MAX_EXPONENT = 4000;

const KINDS: readonly Kind[] = ["none", "binary", "other"];
const SPECIALS: readonly (number | undefined)[] = [undefined, Infinity, -Infinity, NaN];

export function bytesFromSum(sum: ExactSum): Uint8Array<ArrayBuffer> {
  const special = sum.special;
  const { coefficient, exponent } = special === undefined ? bounded(sum) : { coefficient: 0n, exponent: 0 };
  const magnitude = bytesFromInteger(coefficient < 0n ? -coefficient : coefficient);
  const bytes = new Uint8Array(HEADER_BYTES + magnitude.length + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes[4] = VERSION;
  bytes[5] = KINDS.indexOf(sum.kind);
  bytes[6] = SPECIALS.findIndex((value) => Object.is(value, special));
  bytes[7] = coefficient < 0n || (special === undefined && sum.isMinusZero) ? 1 : 0;
  view.setBigUint64(8, BigInt(sum.count), true);
  view.setInt32(16, exponent, true);
  view.setUint32(20, magnitude.length, true);
  bytes.set(magnitude, HEADER_BYTES);
  view.setUint32(HEADER_BYTES + magnitude.length, crc32(bytes.subarray(0, -CHECKSUM_BYTES)), true);
  return bytes;
}

function bounded(sum: ExactSum): { coefficient: bigint; exponent: number } {
  const { coefficient, exponent } = sum.value();
  if (exponent <= MAX_EXPONENT) return { coefficient, exponent };
  return { coefficient: coefficient * powerOfTen(exponent - MAX_EXPONENT), exponent: MAX_EXPONENT };
}

/**
 * @throws TypeError where `bytes` is no `Uint8Array`
 * @throws TotalError `BAD_PARTIAL` where they are not what {@link bytesFromSum} writes, to the last bit
 */
export function sumFromBytes(bytes: Uint8Array): ExactSum {
  if (typedArrayName(bytes) !== "Uint8Array") throw wrongType("partial total", "a Uint8Array", bytes);
  checkEnvelope(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getBigUint64(8, true);
  const exponent = view.getInt32(16, true);
  const negative = bytes[7] === 1;
  const magnitude = integerFromBytes(bytes.subarray(HEADER_BYTES, -CHECKSUM_BYTES));
  const kind = KINDS[bytes[5]!];
  const special = SPECIALS[bytes[6]!];
  const sane =
    kind !== undefined &&
    bytes[6]! < SPECIALS.length &&
    count <= BigInt(Number.MAX_SAFE_INTEGER) &&
    Math.abs(exponent) <= MAX_EXPONENT;
  const sum = sane
    ? ExactSum.restore({
        kind,
        special,
        count: Number(count),
        minusZero: negative && magnitude === 0n,
        value: { coefficient: negative ? -magnitude : magnitude, exponent },
      })
    : undefined;
  // Writing the total again is the one sure test that these are its bytes, and that no other bytes mean the same.
  const written = sum && bytesFromSum(sum);
  if (sum === undefined || written?.length !== bytes.length || written.some((byte, i) => byte !== bytes[i])) {
    throw badPartial("a total", "a state that no total has");
  }
  return sum;
}

function checkEnvelope(bytes: Uint8Array): void {
  if (MAGIC.some((byte, i) => byte !== bytes[i])) {
    throw badPartial("a serialised total", bytes.length === 0 ? "no bytes" : "other bytes");
  }
  const version = bytes[4];
  if (version !== undefined && version !== VERSION) {
    const newer = version > VERSION ? " (written by a newer @dlg/total-core)" : "";
    throw badPartial(`format ${VERSION}`, `${version}${newer}`);
  }
  const least = HEADER_BYTES + CHECKSUM_BYTES;
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
