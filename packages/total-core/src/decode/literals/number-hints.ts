/** Why a bad number may be none: it is spelled in another way than it was said. */
import { utf8Decoder } from "../../basics/text-codecs.js";
import type { Hint, OptionValue } from "../../contract/hints.js";
import type { DecimalSink } from "./bounds.js";
import { literalAdder, type Spelling } from "./spelling.js";

/** A longer literal is no number that people have written, and its value no help. */
const MOST_BYTES = 40;

/** The characters that stand between groups of digits somewhere: Unicode's CLDR has these, and people type the others. */
const GROUP_SIGNS = [",", ".", " ", "\u00a0", "\u202f", "'", "’", "_"];
const DECIMAL_SIGNS = [".", ","];

/**
 * The options with which a bad number would be one, as few as are needed: all ways to read it, where it has several.
 *
 * @param given the spelling by which it is no number; its options stay as they are
 * @param separators as in {@link literalAdder}
 */
export function numberHints(literal: Uint8Array, given: Spelling, separators: string): readonly Hint[] {
  // A number with an exponent needs no other signs, and may have thousands of digits.
  const text = literal.length > MOST_BYTES ? "" : utf8Decoder().decode(literal);
  if (!/\d/.test(text) || /e[+-]?\d/i.test(text)) return [];
  const ways = spellings(text, given)
    .map((spelling) => ({
      added: addedOptions(spelling, given),
      value: valueIn(literal, spelling, separators),
    }))
    .filter(({ value }) => value !== undefined);
  const least = Math.min(...ways.map(({ added }) => added.length));
  return ways
    .filter(({ added }) => added.length === least)
    .map(({ added: [first, ...also], value }) => {
      return { ...first!, when: `if it means ${value}`, ...(also.length > 0 && { also }) };
    });
}

/** Every spelling whose signs stand in the text, with all that is given. Three digits behind one sign are mostly a group. */
function spellings(text: string, given: Spelling): readonly Spelling[] {
  const groups =
    given.thousands === undefined
      ? [...GROUP_SIGNS.filter((sign) => text.includes(sign)), undefined]
      : [given.thousands];
  const decimals = given.decimal === undefined ? DECIMAL_SIGNS : [given.decimal];
  const money = given.money === undefined ? [undefined, true] : [given.money];
  return money.flatMap((isMoney) =>
    groups.flatMap((thousands) => decimals.map((decimal) => ({ thousands, decimal, money: isMoney }))),
  );
}

function addedOptions(spelling: Spelling, given: Spelling): readonly OptionValue[] {
  const { thousands, decimal = ".", money } = spelling;
  const options: (OptionValue | undefined)[] = [
    money === given.money ? undefined : { option: "money", value: true },
    thousands === given.thousands || thousands === undefined
      ? undefined
      : { option: "thousands", value: thousands },
    decimal === (given.decimal ?? ".") ? undefined : { option: "decimal", value: decimal },
  ];
  return options.filter((option) => option !== undefined);
}

/** The literal's value in a spelling, in plain digits: `-1204.50`; `undefined` where it has none. */
function valueIn(literal: Uint8Array, spelling: Spelling, separators: string): string | undefined {
  const parts: (readonly [coefficient: bigint, exponent: number])[] = [];
  const sink: DecimalSink = {
    decimal: (coefficient, exponent) => void parts.push([BigInt(coefficient), exponent]),
  };
  try {
    const fault = literalAdder(spelling, separators)(literal, 0, literal.length, sink);
    return fault === undefined ? plainDigits(parts) : undefined;
  } catch {
    // The signs of this spelling have another meaning here.
    return undefined;
  }
}

function plainDigits(parts: readonly (readonly [coefficient: bigint, exponent: number])[]): string {
  const places = Math.max(0, ...parts.map(([, exponent]) => -exponent));
  const units = parts.reduce(
    (sum, [coefficient, exponent]) => sum + coefficient * 10n ** BigInt(exponent + places),
    0n,
  );
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const point = digits.length - places;
  const fraction = places === 0 ? "" : `.${digits.slice(point)}`;
  return `${units < 0n ? "-" : ""}${digits.slice(0, point)}${fraction}`;
}
