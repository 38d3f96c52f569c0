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
 * | `totals`  | of a receipt: the totals of all sources, as they are printed                              |
 * | `crc`     | CRC-32 of all bytes before this member and its comma, in eight hexadecimal digits        |
 */
import type { Place, TotalErrorCode } from "../contract/errors.js";
import type { Hint } from "../contract/hints.js";
import type { Format } from "../contract/numbers-api.js";
import type { ShardOptions, ShardPiece } from "./shard.js";

export interface Part {
  readonly dlg: number;
  readonly run: string;
  readonly shard: number;
  readonly of: number;
  readonly options: ShardOptions;
  readonly pieces: readonly PartPiece[];
  readonly totals?: readonly ReceiptTotal[] | undefined;
}

/** The total of one column of all sources, for people to read. */
export interface ReceiptTotal {
  readonly column: string | null;
  readonly count: number;
  /** As `Total.toString()` prints it. */
  readonly total: string;
}

/** A shard's finding in its piece of one source. */
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
  /** In a receipt: SHA-256, in hexadecimal, of all bytes of the source as they are stored. */
  readonly sha256?: string | undefined;
  /** In a receipt: how many numbers there are, in all columns. */
  readonly count?: number | undefined;
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
