/** The currency of the amounts of one column. */
export interface Currency {
  /** Its sign or code, as the first amount that has one spells it: `$` and `USD` are two. `undefined` before there is one. */
  mark: string | undefined;
}

/**
 * The currencies of a total with the option `money`: one for each of its columns, over all sources. Totals that will be merged share one of these, so that
 * amounts in two currencies are never one sum.
 */
export class Currencies {
  readonly #columns: Currency[] = [];

  /**
   * The currency of one column.
   * @param index of the column of numbers, from 0, in the order in which they were asked for
   */
  ofColumn(index: number): Currency {
    return (this.#columns[index] ??= { mark: undefined });
  }
}
