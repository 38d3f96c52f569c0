/** `Total`: a running total, kept, merged, printed, compared and sent. */
import { bytesFromBase64, equal, group, kindThrownBy, thrownBy, type Case, type Library } from "./case.js";

type Number = number | bigint | string;

const sumOf = ({ Total }: Library, ...numbers: readonly Number[]): Core => {
  const sum = new Total();
  for (const number of numbers) sum.add(number);
  return sum;
};

type Core = InstanceType<Library["Total"]>;

/** A total's bytes are read by every runtime, whichever wrote them. */
const BYTES: readonly (readonly [base64: string, numbers: readonly Number[], digits: string])[] = [
  ["ZGxnVAEAAAAAAAAAAAAAAAAAAAAAAAAACUiU+g==", [], "0"],
  ["ZGxnVAECAAACAAAAAAAAAP////8BAAAAA3G2SQg=", ["0.1", "0.2"], "0.3"],
  ["ZGxnVAEBAAACAAAAAAAAAMn///8XAAAA2+KNx4hs7Om1tOyeS/iVzLQuH0xLUh9qQAjR", [0.1, 0.2], "0.30000000000000004"],
  ["ZGxnVAIBAwACAAAAAAAAAAAAAAABAAAAAQAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABYjzSSw==", [NaN, 1], "NaN"],
  ["ZGxnVAECAAEBAAAAAAAAAAAAAAAJAAAAAAAAAAAAAABAJpTorw==", [-(2n ** 70n)], "-1180591620717411303424"],
];

export const runningTotal: readonly Case[] = group("Total", {
  "digits by kind: decimals and integers exactly, binary numbers as short as they can be": (library) => {
    equal(String(sumOf(library)), "0");
    equal(String(sumOf(library, "0.1", "0.2")), "0.3");
    equal(String(sumOf(library, 0.1, 0.2)), "0.30000000000000004");
    equal(String(sumOf(library, 1e100, "0.1", 10n, -1e100)), "10.1");
    equal(String(sumOf(library, "1e4000")), `1${"0".repeat(4000)}`);
    equal(String(sumOf(library, "1e-4000", 1n)), `1.${"0".repeat(3999)}1`);
    equal(String(sumOf(library, 1e21)), "1000000000000000000000");
    equal(String(sumOf(library, NaN, "1")), "NaN");
    equal(String(sumOf(library, -Infinity, 1n)), "-Infinity");
    equal(
      sumOf(library, 0.1).toString({ exact: true }),
      "0.1000000000000000055511151231257827021181583404541015625",
    );
  },
  "digits to places are rounded once, half to even": (library) => {
    equal(sumOf(library, "0.125").toString({ places: 2 }), "0.12");
    equal(sumOf(library, "0.375").toString({ places: 2 }), "0.38");
    equal(sumOf(library, "-0.001").toString({ places: 2 }), "0.00");
    equal(sumOf(library, 1204.6).toString({ places: 2 }), "1204.60");
  },
  "as a number, a bigint and JSON": async (library) => {
    equal(sumOf(library, "0.1", "0.2").toNumber(), 0.3);
    equal(sumOf(library, -0).toNumber(), -0);
    equal(sumOf(library, "1e4000").toNumber(), Infinity);
    equal(sumOf(library, 2 ** 53, 1n).toBigInt(), 2n ** 53n + 1n);
    equal(
      await thrownBy(() => sumOf(library, 0.5).toBigInt()),
      "RangeError: expected an integer, got a fraction",
    );
    equal(JSON.stringify({ total: sumOf(library, "0.10") }), '{"total":"0.1"}');
    equal(`${sumOf(library, 1)}`, "1");
    equal(await kindThrownBy(() => (sumOf(library, 1) as unknown as number) + 1), "TypeError");
  },
  "a string that is no literal, or one past the bounds, adds nothing": async (library) => {
    const sum = sumOf(library, 1);
    equal(await thrownBy(() => sum.add("1,5")), 'BAD_NUMBER: expected a number, got "1,5"');
    equal(await kindThrownBy(() => sum.add(" 1")), "BAD_NUMBER");
    equal(await kindThrownBy(() => sum.add("")), "BAD_NUMBER");
    equal(await kindThrownBy(() => sum.add("1e5000")), "EXPONENT_RANGE");
    equal(await kindThrownBy(() => sum.add(null as unknown as number)), "TypeError");
    equal([sum.count, String(sum)], [1, "1"]);
  },
  "merge and clone": async (library) => {
    const a = sumOf(library, 1e100, "0.1");
    const b = sumOf(library, -1e100, 2n);
    const copy = a.clone();
    equal(String(a.merge(b)), "2.1");
    equal(a.count, 4);
    equal(copy.count, 2);
    equal(String(sumOf(library, -1e100, 2n).merge(copy)), "2.1");
    equal(await kindThrownBy(() => a.merge({} as Core)), "TypeError");
  },
  "addAll takes strings, and passes over empty ones where it is told to": async (library) => {
    const sum = new library.Total().addAll(["0.1", "-2e3"]).addAll([null, " ", "0.2"], { skipEmpty: true });
    equal([sum.count, String(sum)], [3, "-1999.7"]);
    equal(await thrownBy(() => sum.addAll(["1", "x"])), 'BAD_NUMBER: numbers[1]: expected a number, got "x"');
    equal(sum.count, 3);
  },
  "addAll takes every batch, and on an error adds nothing": async (library) => {
    const sum = new library.Total()
      .addAll([0.5, 0.25])
      .addAll(Int8Array.of(-3))
      .addAll([10n ** 20n])
      .addAll({ bytes: Uint8Array.of(0x31, 0x20, 0x32), format: "text" });
    equal(String(sum), "100000000000000000000.75");
    equal(sum.count, 6);
    equal(await kindThrownBy(() => sum.addAll([1, null] as number[])), "TypeError");
    const bad = { bytes: Uint8Array.of(0x31, 0x20, 0x78), format: "text" } as const;
    equal(await thrownBy(() => sum.addAll(bad)), 'BAD_NUMBER: line 1, column 3: expected a number, got "x"');
    equal(sum.count, 6);
  },
  "numbers go out as they came in, and leave no trace": async (library) => {
    const numbers: readonly Number[] = [
      0.1,
      "0.1",
      NaN,
      2n ** 70n,
      Infinity,
      -Infinity,
      1e300,
      -0,
      "1e-4000",
    ];
    const sum = sumOf(library, 5, ...numbers);
    for (const number of numbers.toReversed()) sum.subtract(number);
    equal(sum.toBytes(), sumOf(library, 5).toBytes());
    const long = Array.from({ length: 3000 }, (_, i) => (i % 7 === 3 ? NaN : 0.1 * i));
    sum.addAll(long).merge(sumOf(library, ...numbers));
    equal(String(sum), "NaN");
    sum.unmerge(library.Total.fromBytes(sumOf(library, ...numbers).toBytes()));
    equal(sum.subtractAll(Float64Array.from(long)).toBytes(), sumOf(library, 5).toBytes());
    equal(await kindThrownBy(() => sum.subtract("5")), "RangeError");
    equal(await kindThrownBy(() => sum.subtract(6)), "RangeError");
    equal(await kindThrownBy(() => sum.unmerge({} as Core)), "TypeError");
    equal(sum.subtract(5).toBytes(), new library.Total().toBytes());
  },
  "the mean is rounded once": (library) => {
    equal(sumOf(library, 0.1, 0.2, 0.3).mean(), 0.2);
    equal(sumOf(library, 1e308, 1e308, 1e308).mean(), 1e308);
    equal(sumOf(library, 5e-324, 0).mean(), 0);
    equal(sumOf(library, "0.10", "0.15").mean({ places: 2 }), "0.12");
    equal(sumOf(library, "10", "0", "0").mean({ places: 20 }), "3.33333333333333333333");
    equal(sumOf(library).mean(), NaN);
  },
  "equals is by the exact value": (library) => {
    equal(sumOf(library, "0.5").equals(sumOf(library, 0.25, 0.25)), true);
    equal(sumOf(library, "0.1").equals(sumOf(library, 0.1)), false);
    equal(sumOf(library, NaN).equals(sumOf(library, NaN, 1)), true);
  },
  "compare is the exact order, NaN last": ({ Total }) => {
    const inOrder: readonly Number[] = [
      -Infinity,
      "-1e4000",
      -1,
      0,
      "1e-4000",
      0.1,
      1,
      2n ** 70n,
      Infinity,
      NaN,
    ];
    const totals = inOrder.map((number) => new Total().add(number));
    equal(totals.toReversed().sort(Total.compare).map(String), totals.map(String));
    equal(Math.sign(Total.compare(new Total().add("0.1"), new Total().add(0.1))), -1);
    equal(Total.compare(new Total().add("0.5"), new Total().add(0.5).add(0)), 0);
  },
  "bytes there and back": ({ Total }) => {
    for (const numbers of [[], [-0], [0.1, 1e300, -1e300], ["0.1", 2n ** 100n], [NaN], [Infinity, "1"]]) {
      const sum = new Total();
      for (const number of numbers) sum.add(number);
      const back = Total.fromBytes(sum.toBytes());
      equal(back.toBytes(), sum.toBytes());
      equal([back.count, back.toString(), back.toNumber()], [sum.count, sum.toString(), sum.toNumber()]);
      equal(String(back.add("1")), String(sum.add("1")));
    }
  },
  "bytes are the same everywhere": ({ Total }) => {
    for (const [base64, numbers, digits] of BYTES) {
      const sum = new Total();
      for (const number of numbers) sum.add(number);
      equal(sum.toBytes(), bytesFromBase64(base64));
      equal(String(Total.fromBytes(bytesFromBase64(base64))), digits);
    }
  },
  "bytes that were damaged are BAD_PARTIAL, wherever": async (library) => {
    const bytes = sumOf(library, "0.1", 1e100, 7n).toBytes();
    for (let i = 0; i < bytes.length; i++) {
      const damaged = bytes.slice();
      damaged[i]! ^= 0x10;
      equal(await kindThrownBy(() => library.Total.fromBytes(damaged)), "BAD_PARTIAL");
      equal(await kindThrownBy(() => library.Total.fromBytes(bytes.subarray(0, i))), "BAD_PARTIAL");
    }
    equal(await kindThrownBy(() => library.Total.fromBytes("" as unknown as Uint8Array)), "TypeError");
  },
  "consoles show its digits": (library) => {
    const shown = sumOf(library, "0.1", "0.5") as unknown as Record<symbol, () => unknown>;
    equal(shown[Symbol.for("nodejs.util.inspect.custom")]!(), "Total { 0.6 }");
    for (const name of ["Total", "TotalError", "Currencies"] as const) equal(library[name].name, name);
  },
  "a structured clone, which would drop the class, is an error": async (library) => {
    equal(await kindThrownBy(() => structuredClone(sumOf(library, 1))), "DataCloneError");
  },
});
