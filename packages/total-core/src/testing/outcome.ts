/** The outcome of decoding bytes, in a form that does not depend on how it puts numbers together for the sink. */
import { withGroups } from "./named-groups.js";
import { bytesOf, type Options } from "./recorder.js";
import { TotalError } from "../contract/errors.js";
import type { NewDecoder } from "../contract/decoder.js";
import { kernelMemory, MOST_BYTES_BEFORE, readBuffers } from "../kernel/memory.js";

export type Outcome =
  | (ColumnOutcome & {
      /** Where they are asked for: of each key, in the order in which they were first seen, the total and the count. */
      readonly groups?: readonly GroupOutcome[];
    })
  /** Where there are several columns; then a group has a total and a count of each. */
  | { readonly columns: readonly ColumnOutcome[]; readonly groups?: readonly GroupOutcome[] }
  /** Its code, place, and what was expected and got. The sum before it is of no use. */
  | { readonly error: string };

export interface ColumnOutcome {
  /** `12e-1`; the exponent is as near to 0 as it can be, and no greater. */
  readonly total: string;
  readonly count: number;
  readonly empty: number;
  /** Only where there are some. */
  readonly missing?: number;
  readonly skipped: number;
}

export type GroupOutcome = readonly [key: string, ...totalsAndCounts: (string | number)[]];

/** The whole source, or the pieces in which it comes. */
export type Source = string | Uint8Array | readonly Uint8Array[];

/** How pieces are handed to a decoder: each only until the next one is asked for. */
export type Lend = (pieces: readonly Uint8Array[]) => Iterable<Uint8Array>;

export interface OutcomeOptions extends Options {
  /** Whether somebody asks for the groups of the option `by`. */
  readonly groups?: boolean;
}

export function outcome(
  newDecoder: NewDecoder,
  data: Source,
  { groups: isGrouped = false, ...options }: OutcomeOptions = {},
  lend: Lend = inOwnMemory,
): Outcome {
  const pieces = typeof data === "string" || data instanceof Uint8Array ? [bytesOf(data)] : data;
  let columns = [newColumn()];
  let column = columns[0]!;
  let index = 0;
  const groups = new Map<string, Column[]>();
  let current: Column[] | undefined;
  const group = (key: string): void => {
    current = groups.get(key) ?? columns.map(newColumn);
    groups.set(key, current);
  };
  const decoder = newDecoder({
    skipInvalid: false,
    ...options,
    sink: withGroups({
      decimal(coefficient, exponent, numbers = 1) {
        if (typeof coefficient === "number" && !Number.isSafeInteger(coefficient))
          throw new RangeError("unsafe");
        for (const one of current === undefined ? [column] : [column, current[index]!]) {
          addTo(one.sums, BigInt(coefficient), exponent);
          one.count += numbers;
        }
      },
      doubles() {
        throw new TypeError("text has no doubles");
      },
      empty: () => void column.empty++,
      missing: () => void column.missing++,
      skipped: (places = 1) => void (column.skipped += places),
      columns(names) {
        columns = names.map(newColumn);
        column = columns[0]!;
      },
      column(one) {
        index = one;
        column = columns[one]!;
      },
      ...(isGrouped && { group }),
    }),
  });
  try {
    for (const piece of lend(pieces)) decoder.push(piece);
    decoder.end();
  } catch (thrown) {
    if (!(thrown instanceof TotalError)) throw thrown;
    const { code, place, expected, got } = thrown;
    return {
      error: `${code} ${place.line}:${place.column} @${place.offset}: expected ${expected}, got ${got}`,
    };
  }
  const outcomes = columns.map(({ sums, missing, ...counts }) => ({
    total: textFromSums(sums),
    ...counts,
    ...(missing > 0 && { missing }),
  }));
  const whole = outcomes.length === 1 ? outcomes[0]! : { columns: outcomes };
  if (!isGrouped) return whole;
  const byKey = Array.from(groups, ([key, ofKey]): GroupOutcome => {
    return [key, ...ofKey.flatMap(({ sums, count }) => [textFromSums(sums), count])];
  });
  return { ...whole, groups: byKey };
}

interface Column {
  readonly sums: Sums;
  count: number;
  empty: number;
  missing: number;
  skipped: number;
}

function newColumn(): Column {
  return { sums: new Map(), count: 0, empty: 0, missing: 0, skipped: 0 };
}

/** A piece is the source's again after push: nobody may look at it later. */
function* inOwnMemory(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const piece of pieces) {
    const lent = piece.slice();
    yield lent;
    lent.fill(0xee);
  }
}

/** The number of pieces that follow each other in a buffer, as the pieces of one read do. */
const PIECES_A_READ = 3;

/**
 * In the kernels' own memory, where they stay: in two buffers by turns, as a file is read. Around them stands what would be of consequence if it
 * were read.
 */
export function* inKernelMemory(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  const memory = kernelMemory()!.bytes;
  const buffers = [readBuffers.take(BUFFER_BYTES), readBuffers.take(BUFFER_BYTES)];
  try {
    for (let i = 0; i < pieces.length; i += PIECES_A_READ) {
      const read = pieces.slice(i, i + PIECES_A_READ);
      const buffer = buffers[(i / PIECES_A_READ) % 2]!;
      const start = buffer.byteOffset;
      const around = AROUND[(i / PIECES_A_READ) % AROUND.length]!;
      memory.fill(around, start - MOST_BYTES_BEFORE, start);
      let end = 0;
      for (const piece of read) {
        buffer.set(piece, end);
        end += piece.length;
      }
      memory.fill(around, start + end, start + end + 256);
      let at = 0;
      for (const { length } of read) yield buffer.subarray(at, (at += length));
    }
  } finally {
    for (const buffer of buffers) readBuffers.giveBack(buffer);
  }
}

const BUFFER_BYTES = 2 ** 20;
const AROUND = bytesOf('"\r\n,1 -}\0');

/** The oracle: literals are integers times a power of ten, and BigInt adds them. */
export function sumOfLiterals(literals: Iterable<string>): string {
  const sums: Sums = new Map();
  for (const literal of literals) {
    const [, sign, integer, fraction = ""] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(literal) ?? [];
    addTo(sums, BigInt(`${integer}${fraction}`) * (sign === "-" ? -1n : 1n), -fraction.length);
  }
  return textFromSums(sums);
}

/** By exponent. */
type Sums = Map<number, bigint>;

function addTo(sums: Sums, coefficient: bigint, exponent: number): void {
  sums.set(exponent, (sums.get(exponent) ?? 0n) + coefficient);
}

function textFromSums(sums: Sums): string {
  let least = Math.min(0, ...sums.keys());
  let total = 0n;
  for (const [exponent, coefficient] of sums) total += coefficient * 10n ** BigInt(exponent - least);
  while (least < 0 && total % 10n === 0n) {
    total /= 10n;
    least++;
  }
  return `${total}e${least}`;
}
