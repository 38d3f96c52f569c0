/** A column: a name, or, where no column has that name, a position from 1; a `number` is a position always. Spaces around names are ignored. */
export type Column = string | number;

/** One, or a list of some. */
export type OneOrMore<T> = T | readonly T[];

/** The options of the formats. Each begins with the formats that it speaks to; others have no use for it. */
export interface FormatOptions {
  /**
   * `json`, `ndjson`: where the numbers are. A path `a.b.c`, or, if it begins with `/`, a JSON Pointer of keys, without indices. It leads through each
   * document or line to a number, which may stand in a string; null and the empty string are empty.
   *
   * Where the path meets an array, on its way or at its end, it goes on in each element, as if that stood there alone: `data.x` finds 1 and 2 in
   * `{"data":[{"x":1},{"x":2}]}`, `x` finds 1, 2 and 3 in `[{"x":1},{"x":[2,3]}]`. An empty array holds no number, and nothing that lacks one. An
   * object without the path, an element or document that is no object where the path goes on, and null there are `NO_COLUMN`.
   *
   * The last of equal keys in an object wins. Where one before has led to an array, it is `BAD_FORMAT`: the array's numbers have been added.
   *
   * A list of paths asks for a total of each.
   */
  readonly field?: OneOrMore<string> | undefined;
  /**
   * `json`, `ndjson`: whether an object without the field, or a `null` in its place, counts as empty and as `missing`.
   * @default false: it is an error
   */
  readonly skipMissing?: boolean | undefined;
  /**
   * `csv`, `tsv`, `parquet`: the column of the numbers. In Parquet, the columns are the leaves of the schema: `payment.amount`. A list of columns
   * asks for a total of each. A text `"2-4"` or `"2-"` is a range of positions, where no column has that name; `"2-"` goes to the last column.
   * @default the only column
   */
  readonly column?: OneOrMore<Column> | undefined;
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
  /**
   * `csv`, `tsv`: the ASCII character between two fields. Or `"whitespace"`: a line is a row, and runs of spaces and tabs stand between its
   * fields, as in `ls -l`, `ps` and other aligned tables; blanks at the line's ends are nothing, and quotes are characters like any others. A row may
   * have more words than the first one: all that is more belongs to the last field, as a file's name with blanks in it does; no other column may hold
   * blanks. A row with fewer is `BAD_FORMAT`, so that behind an empty cell no number takes another one's place, unless the columns show that it is right:
   * with spaces alone between words, each picked one begins or ends where that of the first row does, and others follow it, as in `df`.
   * @default what a first line `sep=;` names, which is no row with a delimiter given either; else in `csv` the only one of comma, semicolon, tab and `|`
   * that stands in the first 64 KiB of the first row outside quotes (a sign given as `decimal`, `thousands` or `comment` is none of them), and where none
   * or several do a comma, unless numbers have it and no header does; in `tsv` a tab. Without a header, a comma between two digits beside another one of
   * the four is `BAD_FORMAT`: `1,50;2` would be other numbers with each
   */
  readonly delimiter?: string | undefined;
  /**
   * `csv`, `tsv`: how many lines stand before the first row, or its header, and are passed over, whatever they hold: quotes too. Errors count lines from
   * the first of them.
   * @default 0
   */
  readonly skipLines?: number | undefined;
  /**
   * `csv`, `tsv`: an ASCII character. A line that begins with it is no row, anywhere outside a quoted field.
   * @default none
   */
  readonly comment?: string | undefined;
  /**
   * `text`, `csv`, `tsv`, and the strings that `field` leads to in `json`, `ndjson`: the character that may stand between groups of three digits:
   * `1,234.56`.
   * @default none
   */
  readonly thousands?: string | undefined;
  /** As {@link FormatOptions.thousands}: the character between a number's integer digits and its fraction. @default "." */
  readonly decimal?: string | undefined;
  /**
   * As {@link FormatOptions.thousands}: whether the numbers are amounts of money. Then one may have a currency before or behind it, a sign (Unicode's category Sc) or
   * a code of ISO 4217 in capitals, with one space (or U+00A0, U+202F) between them or none; and it may be negative by brackets around it or `-` behind it, too: `$1.50`,
   * `-1.50 EUR`, `(1.50)`, `1.50-`. A total has one currency, for each column of numbers: another sign or code than the first one is `BAD_FORMAT`, which
   * `skipInvalid` does not pass over. Such files are read in one thread.
   * @default false
   */
  readonly money?: boolean | undefined;
  /**
   * The column or path of the keys to total by; totals of all numbers have no use for it. A list asks for keys of several parts, one from each column
   * or path. `csv`, `tsv`: a column, named as in `column`, whose cells are taken as they stand, spaces too. `json`, `ndjson`: a path as in `field`, to
   * a string, a number as it is spelled, `true` or `false`; `null` is the empty key. It goes through arrays only together with the paths of all
   * fields: to a key beside the number (`items.price` by `items.name`) or in an object around it (by `customer`). `parquet`: a column, named as in `column`, of strings, integers, decimals
   * (with all digits of their scale), booleans or dates (`2024-02-29`); a null is the empty key.
   */
  readonly by?: OneOrMore<Column> | undefined;
}

export type FormatOption = keyof FormatOptions;

/**
 * The options alone, of an object that may have others. By name: objects that begin with all of another one get a shape each, which V8 keeps until it
 * collects all garbage; 5,555 small files took 10 MB more so.
 */
export function formatOptionsOf(options: FormatOptions): Record<FormatOption, unknown> & FormatOptions {
  const { field, skipMissing, column, header, quotes, delimiter, skipLines } = options;
  const { comment, thousands, decimal, money, by } = options;
  return {
    field,
    skipMissing,
    column,
    header,
    quotes,
    delimiter,
    skipLines,
    comment,
    thousands,
    decimal,
    money,
    by,
  };
}

/** The values of an option that takes one or a list of some. */
export function listOf<T>(option: OneOrMore<T>): readonly T[] {
  return Array.isArray(option) ? (option as readonly T[]) : [option as T];
}
