/** Checks of options, at the time a source is made: misuse shows where it was written, not at the first request. */
import { describe } from "./describe.js";
import { quote } from "./quote.js";

/** The longest wait a timer can do: past 2^31 - 1 milliseconds it would fire at once. */
export const MAX_TIMER_MS: number = 2 ** 31 - 1;

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
  const expected = `${name}: expected ${what} from ${min} to ${max}`;
  if (typeof value !== "number") throw new TypeError(`${expected}, got ${describe(value)}`);
  if (!isOne(value) || value < min || value > max) throw new RangeError(`${expected}, got ${value}`);
  return value;
}

/** @returns the value, or `undefined` where there is none */
export function checkedText(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new TypeError(`${name}: expected a string, got ${describe(value)}`);
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
  throw new TypeError(`${name}: expected one of ${choices.join(", ")}, got ${got}`);
}
