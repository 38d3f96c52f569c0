/** The orders in which groups can be printed. */
import type { Total } from "@dlg/total-core";
import type { Order } from "./option-values.js";
import type { Groups } from "./total-of-sources.js";

export type Group = readonly [key: string, total: Total];

/** @param order without one, the order in which the keys were first seen */
export function inOrder(groups: Groups, order: Order | undefined): Group[] {
  const list = [...groups];
  if (order === "key") return list.sort(([a], [b]) => compareUtf8(a, b));
  if (order === "total") return descending(list);
  return list;
}

const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;

/**
 * Compares as the UTF-8 bytes of both would. That is by code point; by UTF-16 units, as strings compare, the surrogates of the highest
 * code points stand below some others.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < FIRST_SURROGATE) return unit;
  return unit < AFTER_SURROGATES ? unit + 0x10000 : unit;
}

/** A total as its digits tell it, to be compared to others. */
interface Magnitude {
  /** -1, 0 or 1. */
  readonly sign: number;
  /** Infinity for an infinity. */
  readonly integerDigits: number;
  /** All, without the point. */
  readonly digits: string;
}

/** The greatest first, NaN last; where totals are equal, the key that was seen first. */
function descending(list: readonly Group[]): Group[] {
  const known = list.map((group) => ({ group, magnitude: magnitudeOf(group[1].toString({ exact: true })) }));
  known.sort(({ magnitude: a }, { magnitude: b }) => {
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return b.sign - a.sign || b.sign * compareMagnitudes(b, a);
  });
  return known.map(({ group }) => group);
}

/** @returns `undefined` for NaN */
function magnitudeOf(text: string): Magnitude | undefined {
  if (text === "NaN") return undefined;
  if (text === "0") return { sign: 0, integerDigits: 0, digits: "" };
  const sign = text.startsWith("-") ? -1 : 1;
  const plain = sign < 0 ? text.slice(1) : text;
  if (plain === "Infinity") return { sign, integerDigits: Infinity, digits: "" };
  const [integer = "", fraction = ""] = plain.split(".");
  return { sign, integerDigits: integer.length, digits: integer + fraction };
}

function compareMagnitudes(a: Magnitude, b: Magnitude): number {
  if (a.integerDigits !== b.integerDigits) return a.integerDigits - b.integerDigits;
  // Digits of equal weight stand at equal places, and no fraction ends with zeros.
  return a.digits < b.digits ? -1 : Number(a.digits > b.digits);
}
