/** Arrow's vectors, by their shape. */
import { equal, group, kindThrownBy, type Case } from "./case.js";

const FLOAT = 3;
const INTEGER = 2;
const DECIMAL = 7;

/** A vector of one chunk. */
const vector = (type: object, values: ArrayBufferView, length: number, nulls: object = { nullCount: 0 }) => ({
  type: type as { readonly typeId: number },
  data: [{ values, length, ...(nulls as { readonly nullCount: number }) }],
  length,
});

const float64 = { typeId: FLOAT, precision: 2 };

export const arrow: readonly Case[] = group("arrowNumbers", {
  "of floats, with nulls as empty places": async ({ arrowNumbers, totalOf }) => {
    // A null's value is whatever stands there.
    const numbers = vector(float64, Float64Array.of(0.1, 99, 0.2, -1e300, 1e300), 5, {
      nullCount: 1,
      nullBitmap: Uint8Array.of(0b11101),
    });
    const total = await totalOf(arrowNumbers(numbers));
    equal([String(total), total.count, total.empty], ["0.30000000000000004", 4, 1]);
  },
  "of integers and decimals, exactly": async ({ arrowNumbers, totalOf }) => {
    const integers = { typeId: INTEGER, bitWidth: 64, isSigned: true };
    const two62 = vector(integers, BigInt64Array.of(2n ** 62n, 2n ** 62n, 1n), 3);
    equal(String(await totalOf(arrowNumbers(two62))), "9223372036854775809");
    // 10^20 and -1, in words of 32 bits, of which two digits stand behind the point.
    const words = Uint32Array.of(
      0x63100000,
      0x6bc75e2d,
      5,
      0,
      0xffffffff,
      0xffffffff,
      0xffffffff,
      0xffffffff,
    );
    const decimals = vector({ typeId: DECIMAL, bitWidth: 128, scale: 2 }, words, 2);
    equal(String(await totalOf(arrowNumbers(decimals))), "999999999999999999.99");
  },
  "of long vectors": async ({ arrowNumbers, totalOf }) => {
    const numbers = vector(float64, new Float64Array(100_000).fill(0.25), 100_000);
    for (let i = 0; i < 2; i++) equal(String(await totalOf(arrowNumbers(numbers))), "25000");
  },
  "of the column of a table": async ({ arrowNumbers, totalOf }) => {
    const vectors = [vector(float64, Float64Array.of(1), 1), vector(float64, Float64Array.of(2.5), 1)];
    const table = {
      schema: { fields: [{ name: "a" }, { name: "b" }] },
      getChildAt: (index: number) => vectors[index],
    };
    equal(String(await totalOf(arrowNumbers(table, { column: "b" }))), "2.5");
    equal(await kindThrownBy(() => arrowNumbers(table)), "NO_COLUMN");
    equal(await kindThrownBy(() => arrowNumbers(vector({ typeId: 8 }, new Int32Array(1), 1))), "TypeError");
  },
});
