/** The orders in which groups can be printed. */
import { Total } from "@dlg/total-core";
import type { Order } from "../command-line/option-values.js";
import type { Groups } from "../sources/total-of-sources.js";

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
 * Compares two texts by their UTF-8 bytes, which is by code points. Strings compare by UTF-16 units, in which the surrogates of the highest
 * code points are below some other characters.
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

const NOT_A_NUMBER = new Total().add(NaN);

/** The greatest first, NaN last; where totals are equal, the key that was seen first. */
function descending(list: Group[]): Group[] {
  list.sort(([, a], [, b]) => Total.compare(b, a));
  const numbersFrom = list.findIndex(([, total]) => Total.compare(total, NOT_A_NUMBER) !== 0);
  return numbersFrom > 0 ? [...list.slice(numbersFrom), ...list.slice(0, numbersFrom)] : list;
}
