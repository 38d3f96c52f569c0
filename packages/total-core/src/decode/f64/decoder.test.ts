import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NewDecoder } from "../../contract/decoder.js";
import { newF64Decoder } from "./decoder.js";
import { cutIntoPieces, decode, decodeCutAnywhere } from "../../testing/recorder.js";

const newDecoder: NewDecoder = (options) => newF64Decoder(options);

function littleEndian(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => view.setFloat64(8 * i, value, true));
  return new Uint8Array(view.buffer);
}

const shown = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

describe("f64", () => {
  test("is little-endian binary64, one after another, cut anywhere", () => {
    const values = [1, -0, 0.1, 5e-324, 1.7976931348623157e308, Infinity, -Infinity, NaN];
    expect(decodeCutAnywhere(newDecoder, littleEndian(values))).toEqual({
      calls: values.map(shown),
      error: undefined,
    });
  });

  test("nothing at all holds no numbers", () => {
    expect(decodeCutAnywhere(newDecoder, new Uint8Array(0))).toEqual({ calls: [], error: undefined });
  });

  test("it goes on at any number, and says where it stands", () => {
    const position = { line: 1, lineStart: 0, offset: 80 };
    const bytes = littleEndian([1, 2]);
    expect(decode(newDecoder, [bytes.subarray(0, 13)], { position })).toEqual({
      calls: ["1"],
      error: "BAD_FORMAT @88: expected a number of 8 bytes, got the end of the input",
    });
    expect(position.offset).toBe(93);
  });

  test.each([1, 2, 3, 4, 5, 6, 7])(
    "a rest of %i bytes is BAD_FORMAT at the offset where that number begins",
    (rest) => {
      const bytes = littleEndian([1, 2, 3]).subarray(0, 16 + rest);
      expect(decodeCutAnywhere(newDecoder, bytes, { skipInvalid: true })).toEqual({
        calls: ["1", "2"],
        error: "BAD_FORMAT @16: expected a number of 8 bytes, got the end of the input",
      });
    },
  );

  test("a byte-order mark is nothing special in it", () => {
    const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0, 0, 0, 0xf0, 0x3f);
    expect(decodeCutAnywhere(newDecoder, bytes).calls).toEqual([String(1 + 0xbfbbef * 2 ** -52)]);
  });

  test("aligned bytes are handed on where they stand, others as a copy", () => {
    const bytes = new Uint8Array(24);
    const buffers: unknown[] = [];
    const sink = {
      decimal() {},
      empty() {},
      skipped() {},
      doubles: (v: Float64Array) => void buffers.push(v.buffer),
    };
    const decoder = newF64Decoder({ sink, source: undefined, skipInvalid: false });
    decoder.push(bytes.subarray(8));
    decoder.push(bytes.subarray(4, 12));
    decoder.end();
    expect(buffers.map((buffer) => buffer === bytes.buffer)).toEqual([true, false]);
  });

  test("more numbers than its buffer holds come whole, from any alignment", () => {
    const values = Array.from({ length: 10_000 }, (_, i) => i * 1.1);
    const bytes = littleEndian(values);
    for (const lengths of [[80_000], [3, 40_000], [32_768], [32_767], [32_769], [12_345], [1, 7, 8]]) {
      expect(decode(newDecoder, cutIntoPieces(bytes, lengths)).calls).toEqual(values.map(shown));
    }
  });

  test("any cut of the bytes gives the same numbers, in either byte order of the host", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double(), { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        fc.boolean(),
        (values, lengths, hostIsLittleEndian) => {
          const pieces = cutIntoPieces(littleEndian(values), lengths);
          const either: NewDecoder = (options) => newF64Decoder(options, hostIsLittleEndian);
          expect(decode(either, pieces)).toEqual({ calls: values.map(shown), error: undefined });
        },
      ),
    );
  });
});
