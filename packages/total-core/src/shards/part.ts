/**
 * A part: what a shard covers, and its total, as a line of JSON. Equal shards have equal lines: nothing in it tells when or where it was made.
 *
 * | member    | what                                                                                     |
 * | --------- | ---------------------------------------------------------------------------------------- |
 * | `dlg`     | the version of parts, 1                                                                  |
 * | `run`     | what makes parts belong together, see `runOf`                                            |
 * | `shard`   | from 0                                                                                   |
 * | `of`      | how many shards there are                                                                |
 * | `options` | how the numbers are written                                                              |
 * | `pieces`  | what the shard has of each source, in the sources' order                                 |
 * | `crc`     | CRC-32 of all bytes before this member and its comma, in eight hexadecimal digits        |
 */
import { utf8Encoder } from "../basics/text-codecs.js";
import { TotalError, type Fault, type Place, type TotalErrorCode } from "../contract/errors.js";
import type { Format } from "../contract/numbers-api.js";
import type { Hint } from "../contract/hints.js";
import { crc32 } from "../total/crc32.js";
import { checkedPart } from "./checked-part.js";
import { PART_VERSION, sortedOptions } from "./run.js";
import type { ShardOptions, ShardPiece } from "./shard.js";

export interface Part {
  readonly dlg: number;
  readonly run: string;
  readonly shard: number;
  readonly of: number;
  readonly options: ShardOptions;
  readonly pieces: readonly PartPiece[];
}

/** What a shard has found in its piece of one source. */
export interface PartPiece extends ShardPiece {
  /** The bytes of the tokens that begin in the piece, from and to; none if there are none. Beside a fault, `to` means nothing. */
  readonly took: readonly [from: number, to: number];
  /** Whether the beginning is a guess, which the piece before proves or not. */
  readonly guess: boolean;
  /** How many line feeds the bytes have. */
  readonly lines: number;
  /** The offset at which the last line begins; `null` where that is before the piece. */
  readonly lineStart: number | null;
  /** `null` where a fault came before it could be told. */
  readonly format: Format | null;
  /** How many bytes the numbers took, as they are stored. */
  readonly bytes: number;
  /** Places that hold no number, in all columns. */
  readonly empty: number;
  /** Bad numbers passed over, in all columns. */
  readonly skipped: number;
  /** `Total.toBytes()` in base64, where there is one total. */
  readonly total?: string | undefined;
  /** The empty places that are objects without the field. @default 0 */
  readonly missing?: number | undefined;
  /** Where there may be several totals, or groups: each of them. */
  readonly columns?: readonly PartColumn[] | undefined;
  /** Whether the columns have names. */
  readonly named?: boolean | undefined;
  /** The names of the columns of keys. */
  readonly keys?: readonly string[] | undefined;
  /** The groups: a key, then a total for each column. */
  readonly groups?: readonly (readonly string[])[] | undefined;
  /** The currency of each column, with the option `money`. */
  readonly currencies?: readonly (string | null)[] | undefined;
  /** In the place of a total. */
  readonly fault?: PartFault | undefined;
}

/** The total of one column. */
export interface PartColumn {
  readonly column: string | null;
  readonly total: string;
  readonly empty: number;
  readonly missing: number;
  readonly skipped: number;
}

/** Why there is no total. Where the piece is not the whole source, its line is counted from the piece's beginning, and in the first line its column means nothing. */
export interface PartFault {
  readonly code: TotalErrorCode;
  readonly place: Omit<Place, "source">;
  readonly doing?: string | undefined;
  readonly expected: string;
  readonly got: string;
  readonly hints?: readonly Hint[] | undefined;
}

/** The faults that are of the data: whoever reads them again finds them again. All others are of the reading. */
export const BAD_DATA: readonly TotalErrorCode[] = ["BAD_NUMBER", "BAD_FORMAT", "EXPONENT_RANGE", "NO_COLUMN"];

export function partFault({ code, fault }: TotalError): PartFault {
  const { place: { source: _source, ...place } = {}, doing, expected, got, hints } = fault;
  return { code, place, doing, expected, got, hints };
}

/** The fault again, in its source. */
export function errorOf({ code, place, ...fault }: PartFault, source: string): TotalError {
  return new TotalError(code, { ...(fault as Fault), place: { source, ...place } });
}

/** The line of a part, without its line break. */
export function lineOf({ run, shard, of, options, pieces }: Omit<Part, "dlg">): string {
  const body = { dlg: PART_VERSION, run, shard, of, options: sortedOptions(options), pieces };
  const sealed = JSON.stringify(body).slice(0, -1);
  return `${sealed},"crc":"${checksum(utf8Encoder().encode(sealed))}"}`;
}

/** `,"crc":"01234567"}` */
const SEAL_BYTES = 18;

/**
 * The part of a line.
 * @param name where the line stands, for errors
 * @throws TotalError BAD_PARTIAL where it is not a whole line that {@link lineOf} makes
 */
export function partFrom(line: Uint8Array, name: string): Part {
  const bad = (expected: string, got: string) =>
    new TotalError("BAD_PARTIAL", { place: { source: name }, expected, got });
  const sealed = line.subarray(0, Math.max(0, line.length - SEAL_BYTES));
  const seal = textOf(line.subarray(sealed.length));
  const [, expected] = /^,"crc":"([0-9a-f]{8})"\}$/.exec(seal ?? "") ?? [];
  if (expected === undefined) throw bad("a part, as dlg total --shard prints it", shownLine(line));
  const got = checksum(sealed);
  if (got !== expected) throw bad(`a part with the checksum ${expected}`, got);
  const text = textOf(line);
  const part = text === undefined ? undefined : parsed(text);
  return checkedPart(part, bad);
}

function shownLine(line: Uint8Array): string {
  return line.length === 0 ? "an empty line" : "one that is cut or damaged, or something else";
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checksum(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, "0");
}
