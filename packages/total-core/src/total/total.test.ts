import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finite, numberList } from "../testing/numbers.js";
import { decimalUnits, oracleTotal, plainDigits, unitsOf } from "../testing/oracle.js";
import { Total } from "./total.js";

const totalOfAll = (numbers: Iterable<number | bigint | string>): Total => {
  const total = new Total();
  for (const number of numbers) total.add(number);
  return total;
};

/** A number of any kind, and what it is in units of 10^-1100. */
const SCALE = -1100;
const anyNumber: fc.Arbitrary<{ number: number | bigint | string; units: bigint }> = fc.oneof(
  finite.map((number) => ({ number, units: unitsOf(number) * 5n ** 1074n * 10n ** 26n })),
  fc.bigInt().map((number) => ({ number, units: number * 10n ** 1100n })),
  fc.tuple(fc.bigInt(), fc.integer({ min: -40, max: 40 })).map(([coefficient, exponent]) => ({
    number: `${coefficient}e${exponent}`,
    units: decimalUnits([{ coefficient, exponent }], SCALE),
  })),
);

describe("numbers of every kind", () => {
  test("are totalled exactly, in any order, however they are split", () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 12 }), fc.infiniteStream(fc.nat(3)), (numbers, dice) => {
        const parts = [new Total(), new Total(), new Total(), new Total()];
        for (const { number } of numbers) parts[dice.next().value]!.add(number);
        const merged = parts.map((part) => Total.fromBytes(part.toBytes())).reduce((a, b) => a.merge(b));
        const reversed = totalOfAll(numbers.map(({ number }) => number).toReversed());
        expect(merged.toBytes()).toEqual(reversed.toBytes());
        const coefficient = numbers.reduce((sum, { units }) => sum + units, 0n);
        expect(merged.toString({ exact: true })).toBe(plainDigits({ coefficient, exponent: SCALE }));
        expect(merged.toJSON()).toBe(merged.toString({ exact: true }));
        expect(merged.count).toBe(numbers.length);
      }),
    );
  });

  test("print all their digits where a decimal or an integer is among them", () => {
    expect(new Total().add(0.1).add(0n).toString()).toBe(
      "0.1000000000000000055511151231257827021181583404541015625",
    );
    expect(new Total().add(1e100).add("0.1").add(10n).add(-1e100).toString()).toBe("10.1");
    expect(new Total().add("0.1").add("0.2").toString()).toBe("0.3");
    expect(new Total().add("1.10").add("2.20").toString()).toBe("3.3");
    expect(new Total().add("1e21").toString()).toBe("1000000000000000000000");
  });

  test("round to the nearest binary64 at the end", () => {
    expect(new Total().add("0.1").add("0.2").toNumber()).toBe(0.3);
    expect(
      new Total()
        .add(2n ** 53n)
        .add("1")
        .toNumber(),
    ).toBe(2 ** 53);
    expect(
      new Total()
        .add(2n ** 53n)
        .add("1.0000000000000000000000000001")
        .toNumber(),
    ).toBe(2 ** 53 + 2);
    expect(new Total().add("1e4000").toNumber()).toBe(Infinity);
    expect(new Total().add("-1e4000").add(1).toNumber()).toBe(-Infinity);
    expect(new Total().add("1e-4000").toNumber()).toBe(0);
  });
});

describe("binary numbers alone", () => {
  test("are what Math.sumPrecise makes of them", () => {
    fc.assert(
      fc.property(numberList(30), (numbers) => {
        expect(totalOfAll(numbers).toNumber()).toBe(oracleTotal(numbers));
        expect(new Total().addAll(numbers).toNumber()).toBe(oracleTotal(numbers));
        expect(new Total().addAll(Float64Array.from(numbers)).toBytes()).toEqual(
          totalOfAll(numbers).toBytes(),
        );
      }),
    );
  });

  test("print the shortest digits, and all of them on demand", () => {
    const total = new Total().add(0.1).add(0.2);
    expect(total.toString()).toBe("0.30000000000000004");
    expect(total.toString({ exact: false })).toBe("0.30000000000000004");
    expect(total.toString({ exact: true })).toBe("0.3000000000000000166533453693773481063544750213623046875");
    expect(String(new Total().add(1e21).add(5e20))).toBe("1500000000000000000000");
    expect(String(new Total().add(5e-324))).toBe(`0.${"0".repeat(323)}5`);
  });

  test("that are too large print Infinity, but all digits on demand", () => {
    const total = new Total().add(Number.MAX_VALUE).add(-Number.MAX_VALUE).add(1e308).add(1e308);
    expect(total.toString()).toBe("Infinity");
    expect(total.toNumber()).toBe(Infinity);
    expect(total.toString({ exact: true })).toBe(String(2n * BigInt(1e308)));
    expect(total.add(-1e308).toNumber()).toBe(1e308);
    expect(new Total().add(-1e308).add(-1e308).toString()).toBe("-Infinity");
  });

  test("−0 is kept while there is nothing else, and prints 0", () => {
    const minusZero = new Total().add(-0).merge(new Total().add(-0));
    expect(minusZero.toNumber()).toBe(-0);
    expect(minusZero.toString()).toBe("0");
    expect(minusZero.toString({ exact: true })).toBe("0");
    expect(minusZero.clone().merge(new Total()).toNumber()).toBe(-0);
    expect(minusZero.clone().add(0).toNumber()).toBe(0);
    expect(minusZero.clone().add("-0").toNumber()).toBe(0);
    expect(minusZero.clone().add(0n).toNumber()).toBe(0);
    expect(minusZero.clone().add(1).add(-1).toNumber()).toBe(0);
    expect(new Total().addAll([1, -1]).toNumber()).toBe(0);
  });
});

describe("NaN and infinities", () => {
  test.each<[number[], string]>([
    [[NaN, 1], "NaN"],
    [[Infinity, -1], "Infinity"],
    [[-Infinity, 1e308, 1e308], "-Infinity"],
    [[Infinity, -Infinity], "NaN"],
    [[Infinity, Infinity], "Infinity"],
  ])("%j prints %s", (numbers, printed) => {
    for (const total of [totalOfAll(numbers), totalOfAll(numbers).add("0.1")]) {
      expect(total.toString()).toBe(printed);
      expect(total.toString({ exact: true })).toBe(printed);
      expect(total.toJSON()).toBe(printed);
      expect(total.toNumber()).toBe(Number(printed));
      expect(() => total.toBigInt()).toThrow(new RangeError(`expected an integer, got ${printed}`));
    }
  });

  test("meet in a merge", () => {
    const infinite = new Total().add(Infinity);
    expect(infinite.clone().merge(new Total().add(-Infinity)).toString()).toBe("NaN");
    expect(new Total().add("5").merge(infinite).toString()).toBe("Infinity");
  });
});

describe("toBigInt", () => {
  test("is the exact integer, also of binary numbers", () => {
    expect(new Total().toBigInt()).toBe(0n);
    expect(new Total().add(1e100).add(1).toBigInt()).toBe(BigInt(1e100) + 1n);
    expect(new Total().add(0.5).add(0.5).toBigInt()).toBe(1n);
    expect(new Total().add("1e3").add("-0.5").add("-0.50").toBigInt()).toBe(999n);
    expect(new Total().add(-0).toBigInt()).toBe(0n);
  });

  test("is a RangeError where the total is no integer", () => {
    expect(() => new Total().add(0.5).toBigInt()).toThrow(RangeError);
    expect(() => new Total().add("0.1").toBigInt()).toThrow("expected an integer, got a fraction");
  });
});

describe("add", () => {
  test.each<[string, string]>([
    ["", "BAD_NUMBER"],
    [" 1", "BAD_NUMBER"],
    ["1 ", "BAD_NUMBER"],
    ["1 2", "BAD_NUMBER"],
    ["1\n", "BAD_NUMBER"],
    ["0x10", "BAD_NUMBER"],
    ["1_000", "BAD_NUMBER"],
    ["1,5", "BAD_NUMBER"],
    ["-", "BAD_NUMBER"],
    [".", "BAD_NUMBER"],
    ["1.2.3", "BAD_NUMBER"],
    ["NaN", "BAD_NUMBER"],
    ["Infinity", "BAD_NUMBER"],
    ["1e4001", "EXPONENT_RANGE"],
    ["1e-4001", "EXPONENT_RANGE"],
  ])("%j is no literal: %s, and nothing is added", (literal, code) => {
    const total = new Total().add(1);
    expect(() => total.add(literal)).toThrow(expect.objectContaining({ code, got: JSON.stringify(literal) }));
    expect(total.toBytes()).toEqual(new Total().add(1).toBytes());
  });

  test("takes a literal as text spells it", () => {
    expect(totalOfAll(["+1", "5.", ".5", "-1e1", "1E+2", "0e99999"]).toString()).toBe("96.5");
    expect(totalOfAll(["1e4000"]).toString()).toBe(`1${"0".repeat(4000)}`);
  });

  test.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["a boolean", true],
    ["an object", {}],
    ["an object", new Total()],
    ["an array", [1]],
    ["a symbol", Symbol("1")],
    ["a function", () => 1],
  ])("%s is a TypeError", (what, wrong) => {
    expect(() => new Total().add(wrong as number)).toThrow(
      new TypeError(`add: expected a number, a bigint or a string, got ${what}`),
    );
  });
});

describe("merge and clone", () => {
  test("a total merged into itself doubles", () => {
    const total = new Total()
      .add(0.5)
      .add("0.1")
      .add(2n ** 70n);
    total.merge(total);
    expect(total.toString()).toBe(`${2n ** 71n + 1n}.2`);
    expect(total.count).toBe(6);
  });

  test("a clone goes its own way", () => {
    const total = new Total().add(0.5).add("0.1");
    const copy = total.clone();
    copy.add(1);
    total.add(2);
    expect(copy.toString()).toBe("1.6");
    expect(total.toString()).toBe("2.6");
  });

  test("the other total is left as it was, and goes its own way", () => {
    const other = new Total().add("1");
    const total = new Total().merge(other);
    other.add("1");
    expect(total.toString()).toBe("1");
    total.add("5");
    expect(other.toString()).toBe("2");
  });

  test("a total of no numbers changes nothing", () => {
    const total = new Total().add(0.1);
    expect(total.merge(new Total()).toString()).toBe("0.1");
    expect(new Total().merge(total).toString()).toBe("0.1");
  });

  test("only totals are merged", () => {
    for (const wrong of [
      undefined,
      null,
      1,
      "1",
      {},
      new Total().toBytes(),
      Object.create(Total.prototype),
    ]) {
      expect(() => new Total().merge(wrong as Total)).toThrow(TypeError);
    }
  });

  test("a count past 2^53 - 1 is a RangeError, and nothing is added", () => {
    const total = new Total().add(1);
    for (let i = 0; i < 52; i++) total.merge(total);
    expect(total.count).toBe(2 ** 52);
    expect(() => total.merge(total)).toThrow(RangeError);
    expect(total.toNumber()).toBe(2 ** 52);
  });
});

test("a total of no numbers is 0", () => {
  const total = new Total();
  expect(total.count).toBe(0);
  expect(total.toNumber()).toBe(0);
  expect(total.toString()).toBe("0");
  expect(total.toJSON()).toBe("0");
  expect(total.toBigInt()).toBe(0n);
});

test("reading a total changes nothing", () => {
  fc.assert(
    fc.property(fc.array(anyNumber, { maxLength: 6 }), anyNumber, (numbers, { number }) => {
      const list = numbers.map((x) => x.number);
      const total = totalOfAll(list);
      total.toString();
      total.toString({ exact: true });
      total.toNumber();
      total.toBytes();
      total.clone().add(1);
      expect(total.add(number).toBytes()).toEqual(totalOfAll([...list, number]).toBytes());
    }),
  );
});

test("in JSON a total is the string of all its digits", () => {
  expect(JSON.stringify({ total: new Total().add("0.1").add("0.2") })).toBe('{"total":"0.3"}');
});
