/**
 * The library's contract as plain cases, which every runtime can run: they ask for nothing but the library and what they test, neither for a test runner
 * nor for Node.
 */
import type * as Core from "../../src/index.js";
import type { arrowNumbers } from "../../src/arrow.js";
import type { parquet } from "../../src/parquet.js";
import type { getPolyfill, sumPrecise } from "../../src/sum-precise/index.js";

/** The package as users import it, its subpaths beside it. */
export type Library = typeof Core & {
  readonly arrowNumbers: typeof arrowNumbers;
  readonly getPolyfill: typeof getPolyfill;
  readonly parquet: typeof parquet;
  readonly sumPrecise: typeof sumPrecise;
};

export type Runtime = "Node" | "Chromium" | "Firefox" | "Bun" | "Deno" | "workerd";

/** Where the cases run. */
export interface World {
  readonly runtime: Runtime;
  /** It has the answers of answers.ts; in browsers it is the page's own. */
  readonly origin: string;
  /** Another one with the same answers, which pages of every origin may read. */
  readonly otherOrigin: string;
}

export const isBrowser = ({ runtime }: World): boolean => runtime === "Chromium" || runtime === "Firefox";

export interface Case {
  readonly name: string;
  readonly run: Run;
}

type Run = (library: Library, world: World) => unknown;

/** @param cases by their names; a case fails where it throws or rejects */
export function group(name: string, cases: Readonly<Record<string, Run>>): readonly Case[] {
  return Object.entries(cases).map(([rest, run]) => ({ name: `${name}: ${rest}`, run }));
}

/** Fails where two values are not shown alike; −0 and 0 are not, nor are a bigint and a number. */
export function equal(got: unknown, expected: unknown): void {
  if (shown(got) !== shown(expected)) throw new Error(`expected ${shown(expected)}, got ${shown(got)}`);
}

function shown(value: unknown): string {
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Symbol.iterator in value) return `[${Array.from(value as Iterable<unknown>, shown).join(", ")}]`;
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${key}: ${shown(member)}`)
    .join(", ")} }`;
}

/** `BAD_NUMBER: line 2: …` or `TypeError: …`: what the work throws, or rejects with; `nothing` where it does neither. */
export async function thrownBy(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    const { code, name, message } = error as Error & { readonly code?: unknown };
    return `${name === "TotalError" ? String(code) : name}: ${message}`;
  }
  return "nothing";
}

/** Only its code, or its name. */
export async function kindThrownBy(work: () => unknown): Promise<string> {
  return (await thrownBy(work)).replace(/:.*$/s, "");
}

const encoder = new TextEncoder();

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

export function bytesFromBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** A web stream of these pieces. */
export function streamOf(pieces: Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done === true) controller.close();
      else controller.enqueue(value.slice());
    },
  });
}

/** The bytes in two pieces, for each place where they can be cut. */
export function* cuts(bytes: Uint8Array): Generator<readonly [Uint8Array, Uint8Array]> {
  for (let at = 0; at <= bytes.length; at++) yield [bytes.subarray(0, at), bytes.subarray(at)];
}

/** The bytes in pieces of this length. */
export function* piecesOf(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += length) yield bytes.subarray(start, start + length);
}

export function repeated(bytes: Uint8Array, times: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(bytes.length * times);
  for (let i = 0; i < times; i++) all.set(bytes, i * bytes.length);
  return all;
}
