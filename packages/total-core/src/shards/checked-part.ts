/** Whether JSON has the shape of a part: a right checksum does not say that this version made it. */
import { FORMATS } from "../contract/formats.js";
import { TOTAL_ERROR_CODES, type TotalError } from "../contract/errors.js";
import { PART_VERSION } from "./run.js";
import type { Part } from "./part.js";

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isFlag: Check = (value) => typeof value === "boolean";
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isNothing: Check = (value) => value === undefined;
const isNull: Check = (value) => value === null;

const or =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

const record =
  (members: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).every((name) => Object.hasOwn(members, name)) &&
    Object.entries(members).every(([name, check]) => check((value as Record<string, unknown>)[name]));

const isAny: Check = (value) => value !== undefined;
const optional = (check: Check): Check => or(isNothing, check);
const isPair: Check = (value) => listOf(isCount)(value) && (value as unknown[]).length === 2;

const isFault = record({
  code: (value) => TOTAL_ERROR_CODES.some((code) => code === value),
  place: record({
    line: optional(isCount),
    column: optional(Number.isSafeInteger as Check),
    offset: optional(isCount),
    index: optional(isCount),
  }),
  doing: optional(isText),
  expected: isText,
  got: isText,
  hints: optional(listOf(isAny)),
});

const isColumn = record({
  column: or(isNull, isText),
  total: isText,
  empty: isCount,
  missing: isCount,
  skipped: isCount,
});

const isPiece = record({
  source: isText,
  index: isCount,
  size: or(isNull, isCount),
  version: or(isNull, isText),
  begin: isCount,
  end: isCount,
  start: optional(isCount),
  before: optional(listOf(or(isNull, isText))),
  took: isPair,
  guess: isFlag,
  lines: isCount,
  lineStart: or(isNull, isCount),
  format: or(isNull, (value) => FORMATS.some((format) => format === value)),
  bytes: isCount,
  empty: isCount,
  skipped: isCount,
  total: optional(isText),
  missing: optional(isCount),
  columns: optional(listOf(isColumn)),
  named: optional(isFlag),
  keys: optional(listOf(isText)),
  groups: optional(listOf(listOf(isText))),
  currencies: optional(listOf(or(isNull, isText))),
  sha256: optional((value) => isText(value) && /^[0-9a-f]{64}$/.test(value as string)),
  count: optional(isCount),
  fault: optional(isFault),
});

const isTotal = record({ column: or(isNull, isText), count: isCount, total: isText });

const isPart = record({
  dlg: isCount,
  run: isText,
  shard: isCount,
  of: isCount,
  options: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  pieces: listOf(isPiece),
  totals: optional(listOf(isTotal)),
  crc: isText,
});

/** @throws TotalError BAD_PARTIAL, as `bad` makes it, where it is no part of this version */
export function checkedPart(
  value: unknown,
  what: string,
  bad: (expected: string, got: string) => TotalError,
): Part {
  const version = (value as Partial<Part> | undefined)?.dlg;
  if (isCount(version) && version !== PART_VERSION) {
    throw bad(`a part of version ${PART_VERSION}`, `one of version ${version}`);
  }
  const part = value as Part;
  const isOne =
    isPart(value) &&
    part.shard < part.of &&
    part.pieces.every((piece) => {
      const { begin, end, took, total, columns, fault } = piece;
      const results = [total, columns, fault].filter((one) => one !== undefined);
      return begin <= end && took[0] <= took[1] && results.length === 1;
    });
  if (!isOne) throw bad(what, "another thing with a right checksum");
  return part;
}
