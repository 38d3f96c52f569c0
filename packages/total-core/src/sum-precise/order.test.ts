import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sumPrecise } from "./implementation.js";
import { numbersOfSpec, sumOf, sumOfSpec } from "./spec.cases.js";

type Outcome = { readonly sum: number } | { readonly error: unknown };

function outcome(sum: () => number): Outcome {
  try {
    return { sum: sum() };
  } catch (error) {
    // Which error of ours it is matters, and not its words; an error of the iterable is the very same.
    return { error: error instanceof Error ? error.constructor : error };
  }
}

type Make = (log: string[]) => unknown;

/** The outcome of a sum of an iterable, and the calls that the iterable has seen. @param make an iterable that logs what happens to it */
function seen(sum: (items: Iterable<number>) => number, make: Make): readonly [Outcome, readonly string[]] {
  const log: string[] = [];
  const items = make(log);
  return [outcome(() => sum(items as Iterable<number>)), log];
}

/** Says what is read of it. */
function watched<T extends object>(name: string, object: T, log: string[]): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      log.push(`${name}.${String(key)}`);
      return Reflect.get(target, key, receiver === undefined ? target : receiver);
    },
    has: (target, key) => (log.push(`${String(key)} in ${name}`), Reflect.has(target, key)),
    getOwnPropertyDescriptor(target, key) {
      log.push(`own ${name}.${String(key)}`);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    getPrototypeOf: (target) => (log.push(`prototype of ${name}`), Reflect.getPrototypeOf(target)),
  });
}

const item = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<unknown>(0, -0, 1, 0.1, 1e308, -1e308, NaN, Infinity, -Infinity) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(0n, "1", null, undefined, true, {}) },
);

const THROWN = "thrown by the iterable";
const step = fc.oneof(
  { weight: 10, arbitrary: item.map((value) => ({ done: false as unknown, value })) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, 5, "done", null, THROWN) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>({ value: 7 }, { done: 0 }, { done: "", value: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>({ done: 1, value: 5 }, { done: "yes" }) },
);

/** The ways in which closing an iterator may go. */
const CLOSINGS: Readonly<Record<string, unknown>> = {
  "is not there": undefined,
  "is null": null,
  "is no function": 5,
  "gives an object": () => ({}),
  "gives no object": () => 5,
  throws: () => {
    throw new RangeError("from return");
  },
};

/** An array that its own getters make longer, and shorter. */
const changing: Make = (log) => {
  const list: unknown[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  Object.defineProperty(list, 1, { get: () => (log.push("1"), list.push(16), 2), configurable: true });
  Object.defineProperty(list, 4, {
    get: () => (log.push("4"), (list.length = 6), 5),
    configurable: true,
  });
  return list;
};

describe("in the order of the specification", () => {
  test("any iterable", () => {
    fc.assert(
      fc.property(fc.array(step), fc.constantFrom(...Object.keys(CLOSINGS)), (steps, closing) => {
        const make: Make = (log) => {
          let done = 0;
          const iterator = watched(
            "iterator",
            {
              next() {
                log.push(
                  `next of ${this === iterator ? "itself" : "another"}, ${arguments.length} arguments`,
                );
                const result = done < steps.length ? steps[done++] : { done: true, value: undefined };
                if (result === THROWN) throw THROWN;
                return typeof result === "object" && result !== null
                  ? watched("result", result, log)
                  : result;
              },
              return: CLOSINGS[closing],
            },
            log,
          );
          return watched("items", { [Symbol.iterator]: () => iterator }, log);
        };
        expect(seen(sumPrecise, make)).toEqual(seen(sumOfSpec, make));
      }),
    );
  });

  test.each<readonly [string, Make]>([
    ["an iterator that is a number", () => ({ [Symbol.iterator]: () => 5 })],
    ["an iterator that is a function", () => ({ [Symbol.iterator]: () => [1, 2].values().next })],
    ["an iterator without next", () => ({ [Symbol.iterator]: () => ({}) })],
    ["a method that is no function", () => ({ [Symbol.iterator]: 5 })],
    ["a method that is null", () => ({ [Symbol.iterator]: null })],
    ["a method that throws", () => ({ [Symbol.iterator]: () => fail() })],
    ["a primitive with a method", () => "ab"],
    ["a proxy of an array", (log) => watched("array", [1, 2, 0.5], log)],
    ["a proxy of an array with what is no number", (log) => watched("array", [1, "2", 0.5], log)],
    ["a proxy of a Float64Array", (log) => watched("array", Float64Array.of(1, 2), log)],
    [
      "arguments",
      () =>
        (function (..._numbers: number[]) {
          return arguments;
        })(1, 2, 3),
    ],
    ["an array with a hole", () => Array<number>(3).fill(1, 0, 1)],
    ["a BigInt64Array", () => BigInt64Array.of(1n)],
    ["a Float32Array", () => Float32Array.of(0.1, 0.2)],
    ["an array of a subclass", () => Doubled.from([1, 2, 3])],
    ["a Float64Array of a subclass", () => DoubledFloats.from([1, 2, 3])],
    [
      "a Float64Array with a method of its own",
      () => Object.assign(Float64Array.of(1), { [Symbol.iterator]: [2].values.bind([2]) }),
    ],
    [
      "an array's method on a Float64Array",
      () => Object.assign(Float64Array.of(1, 2), { [Symbol.iterator]: Array.prototype.values }),
    ],
    [
      "a Float64Array's method on an array",
      () => Object.assign([1, 2], { [Symbol.iterator]: Float64Array.prototype.values }),
    ],
    [
      "an array's method on another object",
      () => ({ length: "2", 0: 1, 1: 2, [Symbol.iterator]: Array.prototype.values }),
    ],
    [
      "a Float64Array without its buffer",
      () => {
        const numbers = Float64Array.of(1, 2);
        structuredClone(numbers, { transfer: [numbers.buffer] });
        return numbers;
      },
    ],
    ["a Float64Array that its buffer has become too short for", () => cutOff()],
    [
      "a Float64Array that says that it is shorter",
      () => Object.defineProperty(Float64Array.of(1, 2), "length", { value: 1 }),
    ],
  ])("%s", (_what, make) => {
    expect(seen(sumPrecise, make)).toEqual(seen(sumOfSpec, make));
  });

  test.each<readonly [string, unknown]>([
    ["2.5", 2.5],
    ["a text", "2"],
    ["an object", { valueOf: () => 2 }],
    ["negative", -1],
    ["NaN", NaN],
    ["undefined", undefined],
    ["a bigint", 2n],
    ["a symbol", Symbol("a")],
  ])("a proxy of an array whose length is %s", (_what, length) => {
    const make: Make = (log) => {
      const target = watched("array", [1, 2, 4, 8], log);
      return new Proxy([], {
        get: (_, key) => (key === "length" ? (log.push("length"), length) : Reflect.get(target, key)),
      });
    };
    expect(seen(sumPrecise, make)).toEqual(seen(sumOfSpec, make));
  });

  test("getters of an array's elements, which change it", () => {
    expect(seen(sumPrecise, changing)).toEqual(seen(sumOfSpec, changing));
  });
});

describe("where a program has changed the iteration of arrays", () => {
  const iteratorPrototype = Object.getPrototypeOf([].values()) as Record<string, unknown>;

  const { next } = iteratorPrototype as { next: (this: unknown) => IteratorResult<unknown> };
  const containers: readonly ((log: string[]) => unknown)[] = [
    () => [1, 2, 3],
    () => [1, "2", 3],
    () => Float64Array.of(1, 2, 3),
  ];

  test.each([
    [
      "next",
      iteratorPrototype,
      "next",
      {
        value: function doubled(this: unknown) {
          const { done, value } = Reflect.apply(next, this, []) as { done: boolean; value: unknown };
          return { done, value: typeof value === "number" ? 2 * value : value };
        },
      },
    ],
    ["next, by a getter", iteratorPrototype, "next", { get: () => () => ({ done: true }) }],
    [
      "return",
      iteratorPrototype,
      "return",
      {
        value: takeOne,
      },
    ],
    ["return of all objects", Object.prototype, "return", { value: () => ({}) }],
    ["the method of arrays", Array.prototype, Symbol.iterator, { value: () => new Set([7]).values() }],
    [
      "the method of typed arrays",
      Object.getPrototypeOf(Uint8Array.prototype) as object,
      Symbol.iterator,
      { value: () => new Set([7]).values() },
    ],
  ] as const)("%s: as they are now", (_what, object, key, descriptor) => {
    for (const make of containers) {
      rests.length = 0;
      // The testing library and the oracle iterate arrays themselves.
      let theirs: (() => number) | undefined;
      let ours: Outcome | undefined;
      changed(object, key, descriptor, () => {
        theirs = later(() => numbersOfSpec(make([])));
        rests.push("|");
        ours = outcome(() => sumPrecise(make([]) as number[]));
      });
      expect(ours).toEqual(outcome(theirs!));
      const middle = rests.indexOf("|");
      expect(rests.slice(middle + 1)).toEqual(rests.slice(0, middle));
    }
  });
});

function changed(object: object, key: PropertyKey, descriptor: PropertyDescriptor, check: () => void): void {
  const before = Object.getOwnPropertyDescriptor(object, key);
  Object.defineProperty(object, key, { configurable: true, ...descriptor });
  try {
    check();
  } finally {
    if (before === undefined) Reflect.deleteProperty(object, key);
    else Object.defineProperty(object, key, before);
  }
}

/** A method `return` that shows where the iterator stands. */
function takeOne(this: Iterator<unknown>): object {
  rests.push(this.next().value);
  return {};
}

function cutOff(): Float64Array {
  type Resizable = ArrayBuffer & { resize(length: number): void };
  const buffer = Reflect.construct(ArrayBuffer, [64, { maxByteLength: 64 }]) as Resizable;
  const numbers = new Float64Array(buffer, 8, 4);
  buffer.resize(16);
  return numbers;
}

/** Runs now, and is added up, or thrown again, later. */
function later(numbers: () => readonly number[]): () => number {
  try {
    const list = numbers();
    return () => sumOf(list);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The items that closing has found left in the iterator. */
const rests: unknown[] = [];

function fail(): never {
  throw new RangeError("from the iterable");
}

class Doubled extends Array<number> {
  override *[Symbol.iterator](): ArrayIterator<number> {
    for (let i = 0; i < this.length; i++) yield 2 * this[i]!;
  }
}

class DoubledFloats extends Float64Array {
  override *[Symbol.iterator](): ArrayIterator<number> {
    for (let i = 0; i < this.length; i++) yield 2 * this[i]!;
  }
}
