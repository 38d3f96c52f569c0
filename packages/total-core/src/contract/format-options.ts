/** The options of the formats. {@link FORMAT_TABLE} says which formats each of them speaks to. */
export interface FormatOptions {
  /**
   * `json`, `ndjson`: where the numbers are. A path `a.b.c`, or, if it begins with `/`, a JSON Pointer (keys only). It leads to a
   * number in each object of an array or of NDJSON, or to the array of numbers inside one object.
   */
  readonly field?: string | undefined;
  /**
   * `csv`, `tsv`, `parquet`: the column of the numbers. A name, or, where no column has that name, a position from 1; a `number` is a position
   * always. Spaces around names are ignored. In Parquet, the columns are the leaves of the schema: `payment.amount`.
   * @default the only column
   */
  readonly column?: string | number | undefined;
  /**
   * `csv`, `tsv`: whether the first row names the columns. Unless the caller says that it does, the name of a column that is picked must not be
   * a number: the row may be data.
   * @default true, not confirmed
   */
  readonly header?: boolean | undefined;
  /**
   * `csv`, `tsv`: whether a field may stand in quotes (`"`), and then hold delimiters, line breaks, and quotes that are doubled. Otherwise
   * quotes are characters like any others.
   * @default true
   */
  readonly quotes?: boolean | undefined;
  /** `csv`, `tsv`: the ASCII character between two fields. @default "," for `csv`, a tab for `tsv` */
  readonly delimiter?: string | undefined;
  /**
   * `text`, `csv`, `tsv`: the character that may stand between groups of three digits: `1,234.56`.
   * @default none
   */
  readonly thousands?: string | undefined;
  /** `text`, `csv`, `tsv`: the character between a number's integer digits and its fraction. @default "." */
  readonly decimal?: string | undefined;
  /**
   * The column or path of the keys that `totalsBy` totals by; totals of all numbers have no use for it. `csv`, `tsv`: a column, named as in `column`, whose
   * cells are taken as they stand, spaces too. `json`, `ndjson`: a path as in `field`, in each object of an array or of NDJSON, to a string,
   * a number as it is spelled, `true` or `false`; `null` is the empty key. `parquet`: a column, named as in `column`, of strings, integers, decimals
   * (with all digits of their scale), booleans or dates (`2024-02-29`); a null is the empty key.
   */
  readonly by?: string | number | undefined;
}

export type FormatOption = keyof FormatOptions;
