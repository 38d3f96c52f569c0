/** Checks of options. They are made when a source is made: misuse shows where it was written, not at the first request. */
import { describe } from "./describe.js";
import { quote } from "./quote.js";

/** The longest wait a timer can do: past 2^31 - 1 milliseconds it would fire at once. */
export const MAX_TIMER_MS: number = 2 ** 31 - 1;

/** What is wrong with an option: a `TypeError` where its value has a wrong type, a `RangeError` where it cannot be that value. */
export interface OptionError extends Error {
  /** Its name: `header`. */
  readonly option: string;
  readonly expected: string;
  readonly got: string;
}

export function optionError(
  ErrorType: typeof TypeError | typeof RangeError,
  option: string,
  expected: string,
  got: string,
): OptionError {
  const error = new ErrorType(`${option}: expected ${expected}, got ${got}`);
  const parts = { option: { value: option }, expected: { value: expected }, got: { value: got } };
  // They are not enumerable: the message shows them already.
  return Object.defineProperties(error, parts) as Error & OptionError;
}

export function isOptionError(error: unknown): error is OptionError {
  return (error instanceof TypeError || error instanceof RangeError) && "option" in error;
}

/** The value has a wrong type. */
export function wrongTypeOf(option: string, expected: string, value: unknown): OptionError {
  return optionError(TypeError, option, expected, describe(value));
}

interface Bounds {
  readonly min: number;
  readonly max?: number;
}

export function checkedInteger(name: string, value: unknown, bounds: Bounds): number {
  return checkedNumber(
    name,
    value,
    { max: Number.MAX_SAFE_INTEGER, ...bounds },
    Number.isSafeInteger,
    "an integer",
  );
}

export function checkedMilliseconds(name: string, value: unknown, bounds: Bounds): number {
  return checkedNumber(name, value, { max: MAX_TIMER_MS, ...bounds }, Number.isFinite, "milliseconds");
}

function checkedNumber(
  name: string,
  value: unknown,
  { min, max }: Required<Bounds>,
  isOne: (value: number) => boolean,
  what: string,
): number {
  const expected = `${what} from ${min} to ${max}`;
  if (typeof value !== "number") throw wrongTypeOf(name, expected, value);
  if (!isOne(value) || value < min || value > max) throw optionError(RangeError, name, expected, `${value}`);
  return value;
}

/** @returns the value, or `undefined` where there is none */
export function checkedText(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw wrongTypeOf(name, "a string", value);
}

export function checkedChoice<T extends string>(
  name: string,
  value: unknown,
  choices: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  const got = typeof value === "string" ? quote(value) : describe(value);
  throw optionError(TypeError, name, `one of ${choices.join(", ")}`, got);
}
