import { quote } from "@dlg/total-core/internal";
import { UsageError } from "../errors/usage-error.js";

/** The longest wait of a timer, 2^31 - 1 milliseconds, in whole seconds. */
const MAX_TIMEOUT_SECONDS = 2_147_483;

export type Header = readonly [name: string, value: string];

export const ORDERS = ["key", "total"] as const;
export type Order = (typeof ORDERS)[number];

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** @param place what errors begin with */
export function choiceFrom<T extends string>(place: string, choices: readonly T[]): (text: string) => T {
  return (text) => {
    const chosen = choices.find((one) => one === text);
    if (chosen !== undefined) return chosen;
    throw new UsageError(`${place}: expected one of ${choices.join(", ")}, got ${quote(text)}`);
  };
}

/** Adds a value to the earlier ones of an option that may be given several times. */
export function collected(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}

export function linesFromText(text: string): number {
  const lines = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(lines)) return lines;
  throw new UsageError(`--skip-lines: expected an integer from 0, got ${quote(text)}`);
}

export function millisecondsFromSeconds(text: string): number {
  const seconds = /^(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  if (seconds >= 0.001 && seconds <= MAX_TIMEOUT_SECONDS) return Math.round(seconds * 1000);
  throw new UsageError(
    `--timeout: expected seconds from 0.001 to ${MAX_TIMEOUT_SECONDS}, got ${quote(text)}`,
  );
}

/** The most threads for one file that the library takes. */
const MAX_THREADS = 1024;

export function threadsFromText(text: string): number {
  return integerFromText("--threads", text, { min: 1, max: MAX_THREADS });
}

/** The most shards that a run may have. */
const MAX_COUNT = 10_000_000;

export function countFromText(option: string): (text: string) => number {
  return (text) => integerFromText(option, text, { min: 1, max: MAX_COUNT });
}

/** The most digits after the point that the library takes. */
const MAX_PLACES = 4000;

export function placesFromText(text: string): number {
  return integerFromText("--places", text, { min: 0, max: MAX_PLACES });
}

function integerFromText(
  option: string,
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`${option}: expected an integer from ${min} to ${max}, got ${quote(text)}`);
}

/** Adds a header to the earlier ones. No error shows its text, which may hold a secret. */
export function headersFromText(text: string, earlier: readonly Header[] = []): readonly Header[] {
  const colon = text.indexOf(":");
  if (colon > 0) return [...earlier, [text.slice(0, colon), text.slice(colon + 1).trim()]];
  throw new UsageError('--http-header: expected "name: value", got no colon after a name');
}

export function numbersApiAddress(text: string): string {
  if (isAddress(text) && URL.canParse(text)) return text;
  throw new UsageError(
    `--api: expected an http or https address, or no value, got ${quote(withoutCredentials(text))}`,
    "What follows --api is its value: name other sources before it.",
  );
}

export function isAddress(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

/** The address without user name and password, as errors show it; so is a text that only begins like an address. */
export function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address.replace(/^(https?:\/\/)[^/?#]*@/i, "$1");
  const url = new URL(address);
  if (url.username === "" && url.password === "") return address;
  url.username = "";
  url.password = "";
  return url.href;
}
