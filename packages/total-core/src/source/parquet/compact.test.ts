import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  binary,
  boolean,
  i32,
  i64,
  list,
  struct,
  zigzag,
  type Thrift,
} from "../../testing/compact-writer.js";
import { BadStructure, CompactReader } from "./compact.js";

function read({ bytes }: Pick<Thrift, "bytes">): Map<number, number> {
  const reader = new CompactReader(Uint8Array.from(bytes));
  const integers = new Map<number, number>();
  for (const { id, type } of reader.fields()) {
    if (type === 5 || type === 6) integers.set(id, reader.integer());
    else reader.skip(type);
  }
  expect(reader.at).toBe(bytes.length);
  return integers;
}

function faultOf(bytes: readonly number[]): BadStructure {
  try {
    new CompactReader(Uint8Array.from(bytes)).skipStruct();
  } catch (error) {
    if (error instanceof BadStructure) return error;
    throw error;
  }
  return expect.fail("no error");
}

const double: Thrift = { type: 7, bytes: [1, 2, 3, 4, 5, 6, 7, 8] };
const byte: Thrift = { type: 3, bytes: [5] };
const uuid: Thrift = { type: 13, bytes: Array.from({ length: 16 }, () => 7) };
const map: Thrift = { type: 11, bytes: [2, 0x85, 1, 120, 4, 1, 121, 6] };
const everything = struct({
  1: i32(-1),
  2: boolean(true),
  3: boolean(false),
  4: byte,
  5: double,
  6: binary("text"),
  7: list([i32(1), i32(2)]),
  8: list(Array.from({ length: 20 }, () => struct({ 1: binary("x") }))),
  9: struct({ 1: struct({ 40: i64(7) }) }),
  10: map,
  11: { type: 11, bytes: [0] },
  12: uuid,
  13: { ...list([{ type: 1, bytes: [1] }]), type: 10 },
  300: i64(5),
});

describe("CompactReader", () => {
  test("reads integers, and passes over all else", () => {
    expect(read(everything)).toEqual(
      new Map([
        [1, -1],
        [300, 5],
      ]),
    );
  });

  test("integers are exact up to 52 bits", () =>
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 }), (integer) => {
        expect(read(struct({ 1: i64(integer) }))).toEqual(new Map([[1, integer]]));
      }),
    ));

  test("cut at every place, more bytes could help", () => {
    for (let length = 0; length < everything.bytes.length; length += 1) {
      expect(faultOf(everything.bytes.slice(0, length)).isShort).toBe(true);
    }
  });

  test("what is longer than all that follows is never believed", () => {
    expect(faultOf(struct({ 1: list([i32(1)], 2 ** 31) }).bytes).isShort).toBe(true);
    expect(faultOf([0x18, ...zigzag(2 ** 40)]).isShort).toBe(true);
    expect(faultOf([0x1b, 0xff, 0xff, 0xff, 0x7f, 0x55]).isShort).toBe(true);
  });

  test.each([
    ["an unknown type", [0x1e]],
    ["a varint without an end", [0x15, ...Array.from({ length: 11 }, () => 0xff)]],
    ["structs without end", Array.from({ length: 200 }, () => 0x1c)],
    ["lists without end", [0x19, ...Array.from({ length: 200 }, () => 0x19)]],
    ["a list of nothing", [0x19, 0x10, 0, 0]],
  ])("%s is no structure", (_, bytes) => {
    expect(faultOf(bytes).isShort).toBe(false);
  });

  test("a boolean that is none is no structure", () => {
    const reader = new CompactReader(Uint8Array.from(struct({ 1: i32(1) }).bytes));
    const [field] = reader.fields();
    expect(() => reader.boolean(field!)).toThrow(BadStructure);
  });
});
