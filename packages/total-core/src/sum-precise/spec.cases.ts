/** `Math.sumPrecise` as ECMA-262 words it, one step a line, however slowly; and iterables that show in which order they are asked. */
import { oracleTotal } from "../testing/oracle.js";

type Method = (this: unknown) => unknown;

/** The sum, or what is thrown in its place. @param left how many items there may be: 2^53 - 1 in the specification */
export function sumOfSpec(items: unknown, left: number = Number.MAX_SAFE_INTEGER): number {
  return sumOf(numbersOfSpec(items, left));
}

/** The numbers, which are added when all are there. It iterates no array itself, so that a program may have changed how that is done. */
export function numbersOfSpec(items: unknown, left: number = Number.MAX_SAFE_INTEGER): readonly number[] {
  // 1. RequireObjectCoercible. 2. GetIterator (7.4.4): GetMethod, Call, and the method next once.
  if (items === undefined || items === null) throw new TypeError("not coercible");
  const method = (items as { [Symbol.iterator]?: unknown })[Symbol.iterator];
  if (method === undefined || method === null) throw new TypeError("not iterable");
  const iterator = Reflect.apply(method as Method, items, []) as {
    next: Method;
    return?: unknown;
  };
  if (!isObject(iterator)) throw new TypeError("no iterator");
  const { next } = iterator;
  const numbers: number[] = [];
  // 7. Repeat.
  for (;;) {
    // IteratorStepValue (7.4.10): what it throws does not close the iterator.
    const result = Reflect.apply(next, iterator, []) as { readonly done: unknown; readonly value: unknown };
    if (!isObject(result)) throw new TypeError("no iterator result");
    if (result.done) return numbers;
    const { value } = result;
    if (numbers.length >= left) throw closed(iterator, new RangeError("too many"));
    if (typeof value !== "number") throw closed(iterator, new TypeError("not a number"));
    numbers.push(value);
  }
}

/** 8. to 12. */
export function sumOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? -0 : oracleTotal(numbers);
}

/** IteratorClose (7.4.11) with a throw completion, which wins over whatever closing throws. */
function closed(iterator: { readonly return?: unknown }, error: Error): Error {
  try {
    const method = iterator.return;
    if (method !== undefined && method !== null) Reflect.apply(method as Method, iterator, []);
  } catch {
    // The first error is thrown.
  }
  return error;
}

function isObject(value: unknown): boolean {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
