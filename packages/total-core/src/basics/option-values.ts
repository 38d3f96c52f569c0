/** Checks of options. They are made when a source is made: misuse shows where it was written, not at the first request. */
import { describe } from "./describe.js";
import { quote } from "./quote.js";

/** The longest wait a timer can do: past 2^31 - 1 milliseconds it would fire at once. */
export const MAX_TIMER_MS: number = 2 ** 31 - 1;

/** An error of an option: a `TypeError` where its value has a wrong type, a `RangeError` where it cannot be that value. */
export interface OptionError extends Error {
  /** Its name: `header`. */
  readonly option: string;
  /** The right thing: `an integer from 0 to 4000`. */
  readonly expected: string;
  /** The thing that was given. */
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

/** Whether an error is one of an option: from `checkFormatOptions`, or from a source that was made with it. */
export function isOptionError(error: unknown): error is OptionError {
  return (error instanceof TypeError || error instanceof RangeError) && "option" in error;
}

/** The value has a wrong type. */
export function wrongTypeOf(option: string, expected: string, value: unknown): OptionError {
  return optionError(TypeError, option, expected, describe(value));
}

/** @returns the value, `undefined` where nothing is said. @throws TypeError where it is no boolean */
export function checkedBoolean(option: string, value: unknown): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  throw wrongTypeOf(option, "a boolean", value);
}

interface Bounds {
  readonly min: number;
  readonly max?: number;
}

export function checkedInteger(option: string, value: unknown, bounds: Bounds): number {
  const { min, max = Number.MAX_SAFE_INTEGER } = bounds;
  const expected = `an integer from ${min} to ${max}`;
  return checkedNumber(option, value, Number.isSafeInteger(value), expected, bounds);
}

export function checkedMilliseconds(option: string, value: unknown, bounds: Bounds): number {
  const { min, max = MAX_TIMER_MS } = bounds;
  const expected = `milliseconds from ${min} to ${max}`;
  return checkedNumber(option, value, Number.isFinite(value), expected, { min, max });
}

function checkedNumber(
  option: string,
  value: unknown,
  isOne: boolean,
  expected: string,
  { min, max = Infinity }: Bounds,
): number {
  if (typeof value !== "number") throw wrongTypeOf(option, expected, value);
  if (isOne && value >= min && value <= max) return value;
  throw optionError(RangeError, option, expected, String(value));
}

/** @returns the value, or `undefined` where there is none */
export function checkedText(option: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw wrongTypeOf(option, "a string", value);
}

export function checkedChoice<T extends string>(
  option: string,
  value: unknown,
  choices: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  const got = typeof value === "string" ? quote(value) : describe(value);
  throw optionError(TypeError, option, `one of ${choices.join(", ")}`, got);
}
