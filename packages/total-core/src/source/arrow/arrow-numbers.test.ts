import {
  Decimal,
  Dictionary,
  Float16,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  makeData,
  Table,
  tableFromIPC,
  tableToIPC,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Vector,
  type DataType,
} from "apache-arrow";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../testing/numbers.js";
import { decimalUnits, oracleTotal, plainDigits } from "../../testing/oracle.js";
import type { Progress } from "../../contract/numbers-api.js";
import { arrowNumbers, type ArrowNumbersOptions } from "./arrow-numbers.js";
import { totalOf } from "../../total/total-of.js";

type Random = () => number;
type Model = readonly (bigint | number | null)[];

/** How numbers of a type are stored, and what they stand for. */
interface Kind {
  readonly type: DataType;
  /** A value as it is stored: an integer, or the number itself. */
  readonly value: (random: Random) => bigint | number;
  readonly stored: (values: readonly (bigint | number)[]) => ArrayBufferView;
  /** `undefined` for floats. */
  readonly exponent?: number;
}

const below = (random: Random, n: number): number => Math.floor(random() * n);

/** Integers of so many bits, and often as great or small as they can be. */
function integer(bits: number, isSigned: boolean): (random: Random) => bigint {
  const wrap = isSigned ? BigInt.asIntN : BigInt.asUintN;
  return (random) => {
    const edge = [0n, -1n, 1n, 1n << BigInt(bits - 1), (1n << BigInt(bits - 1)) - 1n][below(random, 20)];
    if (edge !== undefined) return wrap(bits, edge);
    let bitsOfIt = 0n;
    for (let i = 0; i < bits; i += 16) bitsOfIt = (bitsOfIt << 16n) | BigInt(below(random, 65_536));
    return wrap(bits, bitsOfIt);
  };
}

function words(values: readonly (bigint | number)[], bits: number): Uint32Array {
  const width = bits / 32;
  return Uint32Array.from({ length: values.length * width }, (_, i) => {
    const value = BigInt(values[Math.floor(i / width)]!);
    return Number(BigInt.asUintN(32, value >> BigInt(32 * (i % width))));
  });
}

const decimal = (bits: number, scale: number): Kind => ({
  type: new Decimal(scale, 9, bits),
  value: integer(bits, true),
  stored: (values) => words(values, bits),
  exponent: -scale,
});

const KINDS: Readonly<Record<string, Kind>> = {
  Int8: { type: new Int8(), value: integer(8, true), stored: (v) => Int8Array.from(v, Number), exponent: 0 },
  Int16: {
    type: new Int16(),
    value: integer(16, true),
    stored: (v) => Int16Array.from(v, Number),
    exponent: 0,
  },
  Int32: {
    type: new Int32(),
    value: integer(32, true),
    stored: (v) => Int32Array.from(v, Number),
    exponent: 0,
  },
  Int64: {
    type: new Int64(),
    value: integer(64, true),
    stored: (v) => BigInt64Array.from(v, BigInt),
    exponent: 0,
  },
  Uint8: {
    type: new Uint8(),
    value: integer(8, false),
    stored: (v) => Uint8Array.from(v, Number),
    exponent: 0,
  },
  Uint16: {
    type: new Uint16(),
    value: integer(16, false),
    stored: (v) => Uint16Array.from(v, Number),
    exponent: 0,
  },
  Uint32: {
    type: new Uint32(),
    value: integer(32, false),
    stored: (v) => Uint32Array.from(v, Number),
    exponent: 0,
  },
  Uint64: {
    type: new Uint64(),
    value: integer(64, false),
    stored: (v) => BigUint64Array.from(v, BigInt),
    exponent: 0,
  },
  Float16: {
    type: new Float16(),
    value: (random) => halfOf(below(random, 0x7c00) | (below(random, 2) << 15)),
    stored: (v) => Uint16Array.from(v, (x) => bitsOfHalf(Number(x))),
  },
  Float32: {
    type: new Float32(),
    value: (random) => Math.fround((random() - 0.5) * 2 ** below(random, 100)),
    stored: (v) => Float32Array.from(v, Number),
  },
  Float64: {
    type: new Float64(),
    value: (random) => (random() - 0.5) * 2 ** below(random, 200),
    stored: (v) => Float64Array.from(v, Number),
  },
  Decimal32: decimal(32, 2),
  Decimal64: decimal(64, 4),
  "Decimal64 of thousands": decimal(64, -3),
  Decimal128: decimal(128, 2),
  "Decimal128 of thousands": decimal(128, -3),
  Decimal256: decimal(256, 40),
};

function halfOf(bits: number): number {
  const [sign, exponent, mantissa] = [bits >> 15 === 1 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  return sign * (exponent === 0 ? mantissa * 2 ** -24 : (1024 + mantissa) * 2 ** (exponent - 25));
}

const HALVES = new Map(
  Array.from({ length: 65_536 }, (_, bits) => bits)
    .filter((bits) => ((bits >> 10) & 31) < 31)
    .map((bits) => [halfOf(bits), bits]),
);
const bitsOfHalf = (x: number): number => (Object.is(x, -0) ? 0x8000 : HALVES.get(x)!);

/** A bit for each value, behind `offset` others. */
function bitmapOf(model: Model, offset: number, random: Random): Uint8Array {
  const bits = Uint8Array.from({ length: Math.ceil((offset + model.length) / 8) + 1 }, () =>
    below(random, 256),
  );
  for (const [i, value] of model.entries()) {
    const place = offset + i;
    bits[place >> 3]! &= ~(1 << (place & 7));
    if (value !== null) bits[place >> 3]! |= 1 << (place & 7);
  }
  return bits;
}

function modelOf(kind: Kind, length: number, random: Random): Model {
  const nulls = [0, 0.02, 0.5, 1][below(random, 4)]!;
  return Array.from({ length }, () => (random() < nulls ? null : kind.value(random)));
}

function dataOf(kind: Kind, model: Model, random: Random) {
  const offset = below(random, 20);
  // A null's place may hold anything.
  const data = kind.stored(model.map((value) => value ?? kind.value(random)));
  const hasNulls = model.includes(null);
  return makeData({
    type: kind.type,
    offset,
    length: model.length,
    nullCount: hasNulls ? -1 : 0,
    data,
    ...(hasNulls && { nullBitmap: bitmapOf(model, offset, random) }),
  } as never);
}

function dictionaryDataOf(kind: Kind, model: Model, random: Random) {
  // Each value of the dictionary occurs, and a null may be one of the dictionary or of the indices.
  const values = [...model.filter((value) => value !== null), null];
  const cut = below(random, values.length);
  const parts = [values.slice(0, cut), values.slice(cut)].filter(({ length }) => length > 0);
  const dictionary = new Vector(parts.map((part) => dataOf(kind, part, random)));
  const places = new Map(values.map((value, i) => [value, i]));
  const indices = model.map((value) => (value === null && random() < 0.5 ? null : places.get(value)!));
  const offset = below(random, 20);
  return makeData({
    type: new Dictionary(kind.type, new Int32()),
    offset,
    length: model.length,
    nullCount: -1,
    data: Int32Array.from(indices, (index) => index ?? 1_000_000),
    nullBitmap: bitmapOf(indices, offset, random),
    dictionary,
  } as never);
}

async function shown(vector: unknown, options?: ArrowNumbersOptions): Promise<string> {
  let last: Progress | undefined;
  const total = await totalOf(arrowNumbers(vector as never, options), { onProgress: (now) => (last = now) });
  return `${total.toString()} of ${total.count}, ${last!.empty} empty`;
}

function expected(model: Model, { exponent }: Kind): string {
  const values = model.filter((value) => value !== null);
  const counts = `of ${values.length}, ${model.length - values.length} empty`;
  if (exponent === undefined) {
    const sum = oracleTotal(values.map(Number));
    return `${BigInt(Math.trunc(sum)) === 0n && sum === 0 ? "0" : plain(sum)} ${counts}`;
  }
  const decimals = values.map((value) => ({ coefficient: BigInt(value), exponent }));
  return `${plainDigits({ coefficient: decimalUnits(decimals, exponent), exponent })} ${counts}`;
}

/** The shortest digits, without an exponent. */
function plain(x: number): string {
  const [, sign, digits, places = "", exponent = "0"] = /^(-?)(\d+)\.?(\d*)(?:e([+-]\d+))?$/.exec(String(x))!;
  const coefficient = BigInt(`${sign}${digits}${places}`);
  return plainDigits({ coefficient, exponent: Number(exponent) - places.length });
}

describe.each(Object.entries(KINDS))("%s", (_name, kind) => {
  test("chunks, slices, nulls and bits before the first: the oracle's", async () => {
    const random = seededRandom(7);
    for (let run = 0; run < 12; run++) {
      const models = Array.from({ length: 1 + below(random, 3) }, () =>
        modelOf(kind, below(random, 60), random),
      );
      const model = models.flat();
      const vector = new Vector(models.map((one) => dataOf(kind, one, random)));
      expect(await shown(vector)).toBe(expected(model, kind));
      const [start, end] = [below(random, model.length + 1), below(random, model.length + 1)];
      const part = vector.slice(Math.min(start, end), Math.max(start, end));
      expect(await shown(part)).toBe(expected(model.slice(Math.min(start, end), Math.max(start, end)), kind));
    }
  });

  test("in a dictionary: the oracle's", async () => {
    const random = seededRandom(8);
    for (let run = 0; run < 6; run++) {
      const models = Array.from({ length: 1 + below(random, 2) }, () =>
        modelOf(kind, below(random, 40), random),
      );
      const vector = new Vector(models.map((one) => dictionaryDataOf(kind, one, random)));
      expect(await shown(vector)).toBe(expected(models.flat(), kind));
      expect(await shown(vector.slice(3))).toBe(expected(models.flat().slice(3), kind));
    }
  });

  test("more than are copied at a time", async () => {
    const random = seededRandom(9);
    const values = modelOf({ ...kind }, 50, () => 0.3 * random() + 0.3);
    const model = Array.from({ length: 20_000 }, (_, i) => (i % 3 === 0 ? null : (values[i % 50] ?? null)));
    expect(await shown(new Vector([dataOf(kind, model, random)]))).toBe(expected(model, kind));
  });

  test("through Arrow's own bytes", async () => {
    const random = seededRandom(10);
    const model = modelOf(kind, 100, random);
    const table = new Table({ n: new Vector([dataOf(kind, model, random)]) } as never);
    expect(await shown(tableFromIPC(tableToIPC(table)))).toBe(expected(model, kind));
  });
});
