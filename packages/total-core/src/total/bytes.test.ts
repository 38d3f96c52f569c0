import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TotalError } from "../contract/errors.js";
import { crc32 } from "./crc32.js";
import { Total } from "./total.js";

const everyKind: readonly (readonly [string, Total])[] = [
  ["no numbers", new Total()],
  ["a binary total", new Total().add(0.1).add(-1e300).add(5e-324)],
  ["a decimal total", new Total().add("0.1").add("-12345678901234567890.5")],
  ["an integer", new Total().add(10n ** 30n)],
  ["a mixed total", new Total().add(0.5).add("0.1").add(7n)],
  ["zero", new Total().add(1).add(-1)],
  ["−0", new Total().add(-0)],
  ["NaN", new Total().add(NaN).add("1")],
  ["an infinity", new Total().add(Infinity)],
  ["minus infinity", new Total().add(-Infinity).add(1)],
];

function faultOf(bytes: Uint8Array): TotalError {
  try {
    Total.fromBytes(bytes);
  } catch (error) {
    if (error instanceof TotalError) return error;
    throw error;
  }
  throw new Error("no fault");
}

/** The bytes that the total that was read writes, or the code of the fault. */
function readAgain(bytes: Uint8Array): string {
  try {
    return Total.fromBytes(bytes).toBytes().join(" ");
  } catch {
    return faultOf(bytes).code;
  }
}

/** The bytes after a change, with a checksum that is right. */
function forged(total: Total, change: (view: DataView, bytes: Uint8Array) => void, extra = 0): Uint8Array {
  const original = total.toBytes();
  const content = new Uint8Array(original.length - 4 + extra);
  content.set(original.subarray(0, -4));
  change(new DataView(content.buffer), content);
  return withChecksum(content);
}

function withChecksum(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 4);
  bytes.set(content);
  new DataView(bytes.buffer).setUint32(content.length, crc32(content), true);
  return bytes;
}

/** The same bytes in version 2. */
function withCounts(total: Total, counts: readonly bigint[], special = 0): Uint8Array {
  return forged(
    total,
    (view, bytes) => {
      bytes.copyWithin(56, 24, 24 + view.getUint32(20, true));
      for (const [i, count] of counts.entries()) view.setBigUint64(24 + 8 * i, count, true);
      view.setUint8(4, 2);
      view.setUint8(6, special);
    },
    32,
  );
}

describe.each(everyKind)("%s", (_name, total) => {
  test("comes back as it was", () => {
    const copy = Total.fromBytes(total.toBytes());
    expect(copy.toBytes()).toEqual(total.toBytes());
    expect(copy.count).toBe(total.count);
    expect(copy.toString()).toBe(total.toString());
    expect(copy.toString({ exact: true })).toBe(total.toString({ exact: true }));
    expect(copy.toNumber()).toBe(total.toNumber());
  });

  test("goes on after it came back", () => {
    const copy = Total.fromBytes(total.toBytes()).add(0.25).merge(total);
    expect(copy.toBytes()).toEqual(total.clone().merge(total).add(0.25).toBytes());
  });

  test("every single flipped bit is found", () => {
    const bytes = total.toBytes();
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      expect(faultOf(damaged)).toMatchObject({ code: "BAD_PARTIAL", place: { source: "partial total" } });
    }
  });

  test("every truncation, and everything appended, is found", () => {
    const bytes = total.toBytes();
    for (let length = 0; length < bytes.length; length++) {
      expect(faultOf(bytes.slice(0, length)).code).toBe("BAD_PARTIAL");
    }
    expect(faultOf(Uint8Array.of(...bytes, 0)).code).toBe("BAD_PARTIAL");
    expect(faultOf(Uint8Array.of(...bytes, ...bytes)).code).toBe("BAD_PARTIAL");
  });
});

test("equal value, count and kind, and equally many of each where there are several: equal bytes", () => {
  const equal: readonly (readonly Total[])[] = [
    [
      new Total().add("1.50"),
      new Total().add("15e-1"),
      new Total().add("0").merge(new Total()).add("1.5").add("0"),
    ],
    [new Total().add(1).add("2"), new Total().add("3").add(0)],
    [new Total().add(3n).add(0n), new Total().add("3").add("0"), new Total().addAll(Int8Array.of(1, 2))],
    [new Total().add(NaN).add(2), new Total().addAll([NaN, 1, 5]).subtract(1).subtract(5).add(2)],
    [new Total().add(Infinity).add(1), new Total().add(1).add(Infinity)],
    [new Total().add(-0).add(-0), new Total().addAll([-0, -0])],
    [new Total().add(1e308).add(-1e308), new Total().add(0).add(0), new Total().add(-0).add(0)],
  ];
  const [third] = equal[0]!;
  expect(third!.count).toBe(1);
  for (const [first, ...others] of equal.slice(1)) {
    for (const other of others) expect(other.toBytes()).toEqual(first!.toBytes());
  }
});

test("another value, count or kind: other bytes", () => {
  const different = [
    new Total(),
    new Total().add(1),
    new Total().add("1"),
    new Total().add(1).add(0),
    new Total().add(-1),
    new Total().add(0),
    new Total().add(-0),
    new Total().add("0"),
    new Total().add(NaN),
    new Total().add(Infinity),
    new Total().add(-Infinity),
    new Total().add(NaN).add("1"),
    new Total().add(NaN).add("2"),
    new Total().add(NaN).add(1),
    new Total().add(NaN).add(0),
    new Total().add(NaN).add(-0),
    new Total().add(NaN).add(NaN),
    new Total().add(NaN).add(Infinity),
    new Total().add(Infinity).add(-Infinity),
    new Total().add(1).add(1).add("1"),
    new Total().add(1).add("1").add("1"),
  ].map((total) => total.toBytes().join(" "));
  expect(new Set(different).size).toBe(different.length);
});

test("the example of the table of bytes", () => {
  expect(Buffer.from(new Total().add("-0.3").toBytes()).toString("hex")).toBe(
    "646c6754010200010100000000000000ffffffff0100000003145b81b4",
  );
});

test("at most 4 KiB, whatever text and binary numbers went in", () => {
  const total = new Total();
  for (let i = 0; i < 1000; i++) total.add("9e4000").add("9e-4000");
  for (let i = 0; i < 1000; i++) total.add(Number.MAX_VALUE).add(5e-324);
  expect(total.toBytes().length).toBeLessThanOrEqual(4096);
  expect(Total.fromBytes(total.toBytes()).toString()).toBe(total.toString());
});

test("a bigint far past 10^4000 comes back, with all its zeros written out", () => {
  for (const total of [new Total().add(10n ** 20_000n), new Total().add(-(10n ** 4001n)).add("1e-4000")]) {
    const bytes = total.toBytes();
    expect(bytes.length).toBeGreaterThan(1000);
    expect(Total.fromBytes(bytes).toString()).toBe(total.toString());
  }
});

test("a view into the middle of a buffer, and a Node Buffer", () => {
  const bytes = new Total().add("0.3").toBytes();
  const larger = new Uint8Array(100).fill(255);
  larger.set(bytes, 13);
  expect(Total.fromBytes(larger.subarray(13, 13 + bytes.length)).toString()).toBe("0.3");
  expect(Total.fromBytes(Buffer.from(bytes)).toString()).toBe("0.3");
});

test("another version says so", () => {
  const bytes = forged(new Total().add(1), (view) => view.setUint8(4, 3));
  expect(faultOf(bytes).message).toBe(
    "partial total: expected format 1 or 2, got 3 (written by a newer @dlg/total-core)",
  );
  const older = forged(new Total().add(1), (view) => view.setUint8(4, 0));
  expect(faultOf(older).message).toBe("partial total: expected format 1 or 2, got 0");
  // A newer format may be shorter, and have its checksum elsewhere.
  expect(faultOf(bytes.slice(0, 5)).message).toContain("got 3");
});

test("bytes that never were a total", () => {
  expect(faultOf(new Uint8Array(0)).message).toBe("partial total: expected a serialised total, got no bytes");
  expect(faultOf(new TextEncoder().encode("0.3")).message).toBe(
    "partial total: expected a serialised total, got other bytes",
  );
});

test.each<[string, Uint8Array]>([
  ["an unknown kind", forged(new Total().add(1), (view) => view.setUint8(5, 3))],
  ["version 2 where version 1 does", withCounts(new Total().add(5), [1n, 0n, 0n, 0n])],
  ["more special numbers than numbers", withCounts(new Total().add(0), [0n, 2n, 0n, 0n], 3)],
  ["counts past 2^53", withCounts(new Total().add(5), [0n, 2n ** 60n, 0n, 0n])],
  ["a value of no finite numbers", withCounts(new Total().add(5), [0n, 1n, 0n, 0n], 3)],
  ["one special more than it says", withCounts(new Total().add(0).add(0), [1n, 0n, 1n, 0n], 3)],
  ["no numbers, but NaN", forged(new Total(), (view) => view.setUint8(6, 3))],
  ["no numbers, but a count", forged(new Total(), (view) => view.setUint8(8, 1))],
  ["no numbers, but a value", forged(new Total().add("3"), (view) => view.setUint8(5, 0))],
  ["numbers, but no count", forged(new Total().add("3"), (view) => view.setUint8(8, 0))],
  ["an unknown special", forged(new Total().add(1), (view) => view.setUint8(6, 4))],
  ["NaN and a value", forged(new Total().add(1), (view) => view.setUint8(6, 3))],
  ["NaN without a binary number", forged(new Total().add(0n), (view) => view.setUint8(6, 3))],
  ["a NaN with a sign", forged(new Total().add(NaN), (view) => view.setUint8(7, 1))],
  ["a sign that is neither 0 nor 1", forged(new Total().add(1), (view) => view.setUint8(7, 2))],
  ["a decimal −0", forged(new Total().add("0"), (view) => view.setUint8(7, 1))],
  ["a coefficient divisible by 10", forged(new Total().add("7"), (view) => view.setUint8(24, 10))],
  ["a zero with an exponent", forged(new Total().add("0"), (view) => view.setInt32(16, 1, true))],
  ["an idle zero byte", forged(new Total().add("7"), (view) => view.setUint32(20, 2, true), 1)],
  ["an exponent above the bound", forged(new Total().add("7"), (view) => view.setInt32(16, 4001, true))],
  ["an exponent of 10^9", forged(new Total().add("7"), (view) => view.setInt32(16, 1e9, true))],
  ["an exponent of −10^9", forged(new Total().add("7"), (view) => view.setInt32(16, -1e9, true))],
  ["a count past 2^53", forged(new Total().add("7"), (view) => view.setBigUint64(8, 2n ** 53n, true))],
  ["a binary tenth", forged(new Total().add(7), (view) => view.setInt32(16, -1, true))],
  ["below all binary numbers", forged(new Total().add(5), (view) => view.setInt32(16, -1075, true))],
  ["above all binary numbers", forged(new Total().add(7), (view) => view.setInt32(16, 309, true))],
])("a right checksum, but %s", (_what, bytes) => {
  expect(faultOf(bytes).message).toBe("partial total: expected a total, got a state that no total has");
});

test("the greatest binary total that a count allows, and one unit more", () => {
  const greatest = new Total().add(Number.MAX_VALUE).add(Number.MAX_VALUE);
  expect(Total.fromBytes(greatest.toBytes()).toBytes()).toEqual(greatest.toBytes());
  const bytes = forged(greatest, (view) => view.setUint8(8, 1));
  expect(faultOf(bytes).code).toBe("BAD_PARTIAL");
});

test.each<[string, unknown]>([
  ["a string", "646c6754"],
  ["an object", { length: 3 }],
  ["an object", new Total().toBytes().buffer],
  ["an object", new DataView(new Total().toBytes().buffer)],
  ["an object", Int8Array.from(new Total().toBytes())],
  ["an array", [...new Total().toBytes()]],
  ["undefined", undefined],
  ["null", null],
])("%s is no Uint8Array", (what, bytes) => {
  expect(() => Total.fromBytes(bytes as Uint8Array)).toThrow(
    new TypeError(`partial total: expected a Uint8Array, got ${what}`),
  );
});

test("random bytes behind a right envelope are found to be no total, or are one to the last bit", () => {
  const field = fc.uint8Array({ minLength: 19, maxLength: 60 });
  fc.assert(
    fc.property(field, (content) => {
      const bytes = forged(
        new Total(),
        (view, all) => {
          all.set(content, 5);
          view.setUint8(5, content[0]! % 3);
          view.setUint8(6, content[1]! % 4);
          view.setUint8(7, content[2]! % 2);
          view.setBigUint64(8, BigInt(content[3]!), true);
          view.setInt32(16, (content[11]! % 8) - 4, true);
          view.setUint32(20, content.length - 19, true);
        },
        content.length - 19,
      );
      expect(readAgain(bytes)).toBeOneOf(["BAD_PARTIAL", bytes.join(" ")]);
    }),
    { numRuns: 500 },
  );
});

/** @param kind and special as in the table of bytes */
const firstVersion = (total: Total, kind: number, special: number): Uint8Array =>
  forged(total, (view) => {
    view.setUint8(5, kind);
    view.setUint8(6, special);
  });

describe("bytes of version 1 that are no longer written", () => {
  const nan = firstVersion(new Total().add(0).add(0), 1, 3);
  const infinity = firstVersion(new Total().add("0").add("0"), 2, 1);

  test("NaN and infinities are read, merged, and written as they were", () => {
    expect(Total.fromBytes(nan).toString()).toBe("NaN");
    expect(Total.fromBytes(nan).toBytes()).toEqual(nan);
    expect(Total.fromBytes(infinity).toJSON()).toBe("Infinity");
    expect(Total.fromBytes(infinity).mean()).toBe(Infinity);
    expect(Total.fromBytes(infinity)).toEqual(Total.fromBytes(infinity));
    expect(Total.fromBytes(infinity)).not.toEqual(new Total().add(Infinity).add("0"));
    const merged = new Total().add(5).merge(Total.fromBytes(infinity));
    expect(merged.toString()).toBe("Infinity");
    expect(merged.clone().add(-Infinity).toString()).toBe("NaN");
    expect(merged.merge(Total.fromBytes(nan)).toString()).toBe("NaN");
    expect(merged.count).toBe(5);
    expect(Total.fromBytes(merged.toBytes()).toBytes()).toEqual(merged.toBytes());
  });

  test("their sign is 0", () => {
    const signed = nan.slice(0, -4);
    signed[7] = 1;
    expect(faultOf(withChecksum(signed)).message).toContain("a state that no total has");
  });

  test("nothing is taken out where the finite part is lost", () => {
    const total = new Total().add(5).add("5").add(NaN).merge(Total.fromBytes(nan));
    const lost = /the bytes of version 1/;
    const before = total.toBytes();
    expect(() => total.subtract(NaN)).toThrow(lost);
    expect(() => total.subtract(5)).toThrow(lost);
    expect(() => total.subtract("5")).toThrow(lost);
    expect(() => total.subtractAll([5])).toThrow(lost);
    expect(() => total.unmerge(Total.fromBytes(nan))).toThrow(RangeError);
    expect(() => new Total().addAll([NaN, 1, 2]).unmerge(Total.fromBytes(nan))).toThrow(lost);
    expect(total.toBytes()).toEqual(before);
  });

  test("numbers of both kinds count as decimals", () => {
    const mixed = Total.fromBytes(firstVersion(new Total().add(1.5).add(1), 2, 0));
    expect(mixed.subtract("0.5").subtract(2n).toBytes()).toEqual(new Total().toBytes());
  });
});
