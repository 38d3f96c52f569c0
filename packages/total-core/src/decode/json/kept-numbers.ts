import type { NumbersSink } from "../../contract/sink.js";

/** Numbers whose keys are not known yet: their sums and counts, for each column. */
export class KeptNumbers implements NumbersSink {
  readonly #columns: Kept[];
  #column: Kept;

  /** @param columns how many there are */
  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, () => new Kept());
    this.#column = this.#columns[0]!;
  }

  column(index: number): void {
    this.#column = this.#columns[index]!;
  }

  decimal(coefficient: number | bigint, exponent: number, count: number = 1): void {
    const { sums } = this.#column;
    const sum = sums.get(exponent);
    if (sum === undefined) sums.set(exponent, { coefficient, count });
    else {
      sum.coefficient = exactSum(sum.coefficient, coefficient);
      sum.count += count;
    }
  }

  doubles(): never {
    throw new TypeError("JSON spells decimal numbers");
  }

  empty(): void {
    this.#column.empty++;
  }

  missing(): void {
    this.#column.missing++;
  }

  skipped(count: number = 1): void {
    this.#column.skipped += count;
  }

  /** @param isSeveral whether the sink wants to know of columns */
  addTo(sink: NumbersSink): void {
    for (const [index, column] of this.#columns.entries()) {
      if (this.#columns.length > 1) sink.column?.(index);
      for (const [exponent, { coefficient, count }] of column.sums)
        sink.decimal(coefficient, exponent, count);
      for (let left = column.empty; left > 0; left--) sink.empty();
      for (let left = column.missing; left > 0; left--) sink.missing?.();
      if (column.skipped > 0) sink.skipped(column.skipped);
    }
  }
}

class Kept {
  /** By exponent. */
  readonly sums = new Map<number, { coefficient: number | bigint; count: number }>();
  empty = 0;
  missing = 0;
  skipped = 0;
}

function exactSum(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return BigInt(a) + BigInt(b);
}
