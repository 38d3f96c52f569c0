import type { ColumnRows } from "./column-rows.js";

/** Rows that the kernel for CSV has left for others, whose sink did not take all their sums then. Their source learns of it when it goes on. */
export class LeftRows {
  readonly #faults = new WeakMap<ColumnRows, { readonly error: unknown }>();
  /** Whether rows are being left, or that was cut short. Others read it. */
  isLeaving = false;

  /** @param handSums hands the sums of these rows to their sink. What it throws is no fault of the rows that come */
  leave(rows: ColumnRows | undefined, handSums: () => void): void {
    if (this.isLeaving) this.#setFault(rows, cutShort());
    else {
      this.isLeaving = true;
      try {
        handSums();
      } catch (error) {
        this.#setFault(rows, error);
      }
    }
    this.isLeaving = false;
  }

  #setFault(rows: ColumnRows | undefined, error: unknown): void {
    if (rows !== undefined) this.#faults.set(rows, { error });
  }

  /** @throws what the sink of these rows threw when they were left */
  check(rows: ColumnRows): void {
    const fault = this.#faults.get(rows);
    if (fault !== undefined) throw fault.error;
  }
}

/** The end of the stack, say, came while the kernel had sums of a source: some may have been handed over, or spoiled. */
export function cutShort(): Error {
  return new Error(
    "kernel: expected calls to their end, got one that was cut short, with sums of this source",
  );
}
