import type { NumbersSink } from "../../contract/sink.js";

/** Numbers whose key is not known yet: their sums and counts, for each column. */
export class KeptNumbers implements NumbersSink {
  /** Whether nothing is kept. Others read it. */
  isEmpty = true;
  /** How many numbers and places are kept but for those of objects without the field. */
  #values = 0;
  readonly #columns: readonly KeptColumn[];
  #column: KeptColumn;

  /** @param columns how many there are */
  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, () => new KeptColumn());
    this.#column = this.#columns[0]!;
  }

  /** Whether all that is kept is objects without the field. */
  get areAllMissing(): boolean {
    return this.#values === 0;
  }

  column(index: number): void {
    this.#column = this.#columns[index]!;
  }

  decimal(coefficient: number | bigint, exponent: number, count: number = 1): void {
    this.isEmpty = false;
    this.#values += count;
    this.#column.decimal(coefficient, exponent, count);
  }

  doubles(): never {
    throw new TypeError("JSON spells decimal numbers");
  }

  empty(): void {
    this.isEmpty = false;
    this.#values++;
    this.#column.empty++;
  }

  missing(): void {
    this.#values--;
    this.#column.missing++;
  }

  skipped(count: number = 1): void {
    this.isEmpty = false;
    this.#values += count;
    this.#column.skipped += count;
  }

  /** Hands all on to the sink, and keeps nothing. */
  moveTo(sink: NumbersSink): void {
    this.isEmpty = true;
    this.#values = 0;
    for (const [index, column] of this.#columns.entries()) {
      if (this.#columns.length > 1) sink.column?.(index);
      column.moveTo(sink);
    }
  }
}

/** The most sums that stay in their map when they are handed on, for the next numbers of the same exponents. */
const MOST_REUSED_SUMS = 8;

class KeptColumn {
  /** By exponent. */
  readonly #sums = new Map<number, { coefficient: number | bigint; count: number }>();
  empty = 0;
  missing = 0;
  skipped = 0;

  decimal(coefficient: number | bigint, exponent: number, count: number): void {
    const sum = this.#sums.get(exponent);
    if (sum === undefined) this.#sums.set(exponent, { coefficient, count });
    else {
      sum.coefficient = exactSum(sum.coefficient, coefficient);
      sum.count += count;
    }
  }

  moveTo(sink: NumbersSink): void {
    for (const [exponent, sum] of this.#sums) {
      if (sum.count > 0 || sum.coefficient !== 0) sink.decimal(sum.coefficient, exponent, sum.count);
      sum.coefficient = 0;
      sum.count = 0;
    }
    if (this.#sums.size > MOST_REUSED_SUMS) this.#sums.clear();
    for (; this.empty > 0; this.empty--) sink.empty();
    for (; this.missing > 0; this.missing--) sink.missing?.();
    if (this.skipped > 0) sink.skipped(this.skipped);
    this.skipped = 0;
  }
}

function exactSum(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return BigInt(a) + BigInt(b);
}
