/** Where decoded numbers go. */
export interface NumbersSink {
  /**
   * Adds `coefficient` × 10^`exponent`, the exact sum of `count` decimal numbers.
   *
   * A `number` coefficient is a safe integer. `exponent` is an integer; the caller has checked the bounds on a literal.
   * @param count how many numbers it stands for; 1 by default, 0 is allowed
   */
  decimal(coefficient: number | bigint, exponent: number, count?: number): void;
  /** Adds binary64 values; the caller may change the array once this returns. */
  doubles(values: Float64Array): void;
  /** Counts a place that holds no number. */
  empty(): void;
  /** With the option `skipMissing`: one of the places that were counted as empty is an object without the field. */
  missing?(): void;
  /** Counts bad numbers that the decoder passed over. */
  skipped(count?: number): void;
  /** `count` more numbers, or fewer if it is negative, have been added in a kernel, and are yet to be handed to this sink. */
  pending?(count: number): void;
  /**
   * Where several columns or fields may be asked for: their names, and those of the columns of keys, once a source, before its first number. A sink
   * without it wants one column, and to decoders several are an error.
   */
  readonly columns?: ((names: readonly string[], keys: readonly string[]) => void) | undefined;
  /** Where there are several columns: all numbers, empty places and bad numbers until the next call belong to the one at this index, from 0. */
  column?(index: number): void;
  /**
   * With the option `by`: all numbers until the next call belong to the group of this key; one of several
   * parts is as `joinedKeys` makes it. A sink without it wants no groups, and then decoders
   * ignore the option.
   */
  readonly group?: ((key: string) => void) | undefined;
  /** With {@link NumbersSink.group}: the same groups for kernels, which have the bytes of keys and many sums at a time. Kernels take no rows with keys without it. */
  readonly groups?: SinkGroups | undefined;
}

/** The bytes of some keys: of each the index of its first word, and how many bytes it has. The last word of a key is filled up with NULs. */
export interface KeyList {
  readonly words: Int32Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
  /** How many keys. */
  readonly count: number;
}

/** The groups of a sink, which are numbered in its own way. */
export interface SinkGroups {
  /**
   * Finds the groups of keys, and makes those that are new, in their order.
   * @param parts how many parts each key has, with a byte 0xFF between two
   * @param groups takes the groups, unsigned integers of 32 bits
   * @param visit is called with the index of each key once its group is known, and its memory fetched: that is the best time to add to it
   * @returns how many groups that are: fewer than keys where the next key is not UTF-8
   */
  groupsOfKeys(keys: KeyList, parts: number, groups: Uint32Array, visit?: (index: number) => void): number;
  /** All numbers until the next key or group belong to this group. */
  beginGroup(group: number): void;
  /** Many groups will be added to next: their memory is better fetched at once. */
  fetch(groups: Uint32Array): void;
  /** Adds to a group in a column, as `decimal` does. */
  addDecimal(
    group: number,
    column: number,
    coefficient: number | bigint,
    exponent: number,
    count: number,
  ): void;
}

/** Drops all numbers, where the reader is only to check the bytes. */
export const NO_SINK: NumbersSink = { decimal() {}, doubles() {}, empty() {}, skipped() {} };
