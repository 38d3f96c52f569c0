/**
 * The two spellings of a number, as tables of states. A reader takes a step for each byte, so that it can stop and go on anywhere.
 *
 * Text: optional sign, digits with an optional point (`5.` and `.5` too), optional exponent. JSON: RFC 8259, section 6.
 */

/** `table[(state << 8) | byte]` is the next state; {@link REJECTED} where the byte may not follow. */
export type NumberGrammar = Uint8Array;

export const REJECTED = 0;
export const NUMBER_START = 1;
const SIGN = 2;
const ZERO = 3;
const INTEGER = 4;
const BARE_POINT = 5;
const FRACTION = 6;
const EXPONENT_MARK = 7;
const EXPONENT_SIGN = 8;
const EXPONENT = 9;
const STATES = 10;

/** Whether a number may end in this state. */
export function isWholeNumber(state: number): boolean {
  return state === ZERO || state === INTEGER || state === FRACTION || state === EXPONENT;
}

/** Whether a number may begin with `bytes` from `start` to `end`. */
export function isBeginning(grammar: NumberGrammar, bytes: Uint8Array, start: number, end: number): boolean {
  let state = NUMBER_START;
  for (let i = start; i < end && state !== REJECTED; i++) state = grammar[(state << 8) | bytes[i]!]!;
  return state !== REJECTED;
}

type Edge = readonly [from: number, bytes: string, to: number];

const DIGITS = "0123456789";
const EXPONENT_EDGES: readonly Edge[] = [
  [FRACTION, DIGITS, FRACTION],
  [FRACTION, "eE", EXPONENT_MARK],
  [EXPONENT_MARK, "+-", EXPONENT_SIGN],
  [EXPONENT_MARK, DIGITS, EXPONENT],
  [EXPONENT_SIGN, DIGITS, EXPONENT],
  [EXPONENT, DIGITS, EXPONENT],
];

export const TEXT_NUMBER: NumberGrammar = /* @__PURE__ */ grammarFromEdges([
  [NUMBER_START, "+-", SIGN],
  [NUMBER_START, DIGITS, INTEGER],
  [NUMBER_START, ".", BARE_POINT],
  [SIGN, DIGITS, INTEGER],
  [SIGN, ".", BARE_POINT],
  [BARE_POINT, DIGITS, FRACTION],
  [INTEGER, DIGITS, INTEGER],
  [INTEGER, ".", FRACTION],
  [INTEGER, "eE", EXPONENT_MARK],
  ...EXPONENT_EDGES,
]);

export const JSON_NUMBER: NumberGrammar = /* @__PURE__ */ grammarFromEdges([
  [NUMBER_START, "-", SIGN],
  [NUMBER_START, "0", ZERO],
  [NUMBER_START, "123456789", INTEGER],
  [SIGN, "0", ZERO],
  [SIGN, "123456789", INTEGER],
  [ZERO, ".", BARE_POINT],
  [ZERO, "eE", EXPONENT_MARK],
  [INTEGER, DIGITS, INTEGER],
  [INTEGER, ".", BARE_POINT],
  [INTEGER, "eE", EXPONENT_MARK],
  [BARE_POINT, DIGITS, FRACTION],
  ...EXPONENT_EDGES,
]);

function grammarFromEdges(edges: readonly Edge[]): NumberGrammar {
  const table = new Uint8Array(STATES << 8);
  for (const [from, bytes, to] of edges) {
    for (const byte of bytes) table[(from << 8) | byte.charCodeAt(0)] = to;
  }
  return table;
}
