/** Numbers that come one by one, out of an async iterable. */
import { wrongElement } from "../basics/describe.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import type { Batch } from "../contract/numbers-api.js";

/** One by one, numbers take a hundred times as long. */
const BATCH_LENGTH = 512;

const EXPECTED = "a number, a bigint, a string or a batch";

/** Gives elements. It is told to return where its end is not wanted. */
export interface ElementIterator {
  next(): unknown;
  return?(): unknown;
}

export interface ElementsOptions {
  readonly signal: AbortSignal;
  /** Whether null, undefined and blank strings are empty places. */
  readonly skipEmpty: boolean;
}

/**
 * The elements in batches: numbers, bigints, strings of one decimal literal each, and batches as they are.
 *
 * The iterator is told to return on abort, on an error that is not its own, and when the reader leaves early.
 *
 * @throws TypeError naming the index of an element of another type
 */
export async function* elementBatches(
  iterator: ElementIterator,
  { signal, skipEmpty }: ElementsOptions,
): AsyncGenerator<Batch, void, undefined> {
  const elements = new Elements(skipEmpty);
  let hasEnded = false;
  let left: Promise<unknown> | undefined;
  // Its failure would hide the first one.
  const leave = () =>
    (left ??= Promise.resolve()
      .then(() => (hasEnded ? undefined : iterator.return?.()))
      .catch(() => {}));
  signal.addEventListener("abort", leave, { once: true });
  try {
    for (;;) {
      let result: IteratorResult<unknown>;
      try {
        result = (await iterator.next()) as IteratorResult<unknown>;
      } catch (error) {
        hasEnded = true;
        throw error;
      }
      if (result.done) break;
      const full = elements.take(result.value);
      if (full !== undefined) yield* full;
    }
    hasEnded = true;
    yield* elements.rest();
  } finally {
    signal.removeEventListener("abort", leave);
    await leave();
  }
}

/** Elements that wait until they are enough for a batch. */
class Elements {
  readonly #skipEmpty: boolean;
  /** How many have come. */
  #count = 0;
  readonly #numbers = new Float64Array(BATCH_LENGTH);
  #numbersLength = 0;
  #bigints: bigint[] = [];
  #literals: string[] = [];
  #indices: number[] = [];

  constructor(skipEmpty: boolean) {
    this.#skipEmpty = skipEmpty;
  }

  /** @returns the batches that are full with it, if any is */
  take(element: unknown): Iterable<Batch> | undefined {
    const index = this.#count++;
    switch (typeof element) {
      case "number":
      case "bigint":
        return this.#takeNumber(element);
      case "string":
        return this.#takeLiteral(element, index);
      default:
        if (this.#skipEmpty && (element === null || element === undefined))
          return this.#takeLiteral("", index);
        return this.#batch(element, index);
    }
  }

  #takeNumber(number: number | bigint): Iterable<Batch> | undefined {
    if (typeof number === "number") {
      this.#numbers[this.#numbersLength++] = number;
      return this.#numbersLength < BATCH_LENGTH ? undefined : this.#fullNumbers();
    }
    this.#bigints.push(number);
    return this.#bigints.length < BATCH_LENGTH ? undefined : this.#fullBigints();
  }

  #takeLiteral(literal: string, index: number): Iterable<Batch> | undefined {
    this.#literals.push(literal);
    this.#indices.push(index);
    return this.#literals.length < BATCH_LENGTH ? undefined : this.#fullLiterals();
  }

  /** Batches of all that wait. */
  *rest(): Generator<Batch, void> {
    yield* this.#fullNumbers();
    yield* this.#fullBigints();
    yield* this.#fullLiterals();
  }

  *#batch(element: unknown, index: number): Generator<Batch, void> {
    // A fault of a literal before it goes first.
    yield* this.rest();
    if (this.#skipEmpty && Array.isArray(element) && element.some(mayBeEmpty)) {
      yield* this.#inArray(element);
      return;
    }
    checkBatch(element, index);
    yield element;
  }

  /** One by one, as a batch of literals has no empty places. Errors name the index in the array, as they do for each batch. */
  *#inArray(array: readonly unknown[]): Generator<Batch, void> {
    for (const [index, element] of array.entries()) {
      const isNumber = typeof element === "number" || typeof element === "bigint";
      if (!isNumber && !mayBeEmpty(element)) {
        throw wrongElement(index, "a number, a bigint, a string or null", element);
      }
      const full = isNumber ? this.#takeNumber(element) : this.#takeLiteral(element ?? "", index);
      if (full !== undefined) yield* full;
    }
    yield* this.rest();
  }

  *#fullNumbers(): Generator<Batch, void> {
    if (this.#numbersLength === 0) return;
    const numbers = this.#numbers.subarray(0, this.#numbersLength);
    this.#numbersLength = 0;
    yield numbers;
  }

  *#fullBigints(): Generator<Batch, void> {
    if (this.#bigints.length === 0) return;
    const bigints = this.#bigints;
    this.#bigints = [];
    yield bigints;
  }

  *#fullLiterals(): Generator<Batch, void> {
    if (this.#literals.length === 0) return;
    const batch = { literals: this.#literals, indices: this.#indices, skipEmpty: this.#skipEmpty };
    this.#literals = [];
    this.#indices = [];
    yield batch;
  }
}

function mayBeEmpty(element: unknown): element is string | null | undefined {
  return typeof element === "string" || element === null || element === undefined;
}

function checkBatch(element: unknown, index: number): asserts element is Batch {
  if (typedArrayName(element) === "Uint8Array") {
    throw new TypeError(
      `numbers[${index}]: expected ${EXPECTED}, got a Uint8Array, which may be text or integers: ` +
        "for the bytes of a text, streamNumbers(…); for integers, an array or another typed array",
    );
  }
  if (Array.isArray(element) || typedArrayName(element) !== undefined) return;
  const isBatch =
    typeof element === "object" &&
    element !== null &&
    ("bytes" in element || "numbers" in element || "partial" in element);
  if (!isBatch) throw wrongElement(index, EXPECTED, element);
}
