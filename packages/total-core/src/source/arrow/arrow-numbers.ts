import { wrongType } from "../../basics/describe.js";
import { optionError } from "../../basics/option-values.js";
import { quote } from "../../basics/quote.js";
import { chosenColumn, chosenColumns } from "../../contract/chosen-column.js";
import { TotalError } from "../../contract/errors.js";
import { listOf, type Column, type OneOrMore } from "../../contract/format-options.js";
import type { Batch, NumbersApi } from "../../contract/numbers-api.js";
import { shownColumn, wantedColumns } from "../../contract/wanted-column.js";
import { numberType, shownType, type NumberType } from "./number-type.js";
import { useCells } from "../../sum/cells.js";
import { piecesOf } from "./pieces.js";
import { isTable, isVector, valueType, type ArrowTable, type ArrowVector } from "./shapes.js";
import { isOfStrings, stringPieces } from "./strings.js";

/** The options of {@link arrowNumbers}. */
export interface ArrowNumbersOptions {
  /**
   * The column of a table: its name or, where no column has that name, a position from 1. A list of columns asks for a total of each.
   * @default the only column
   */
  readonly column?: OneOrMore<Column> | undefined;
}

interface NumberColumn {
  /** `undefined` for a vector, which has none. */
  readonly name: string | undefined;
  readonly vector: ArrowVector;
  /** `undefined` where the values are strings. */
  readonly type: NumberType | undefined;
}

/**
 * The numbers in a vector, or in a column of a table or record batch, of Apache Arrow: `apache-arrow`, `@uwdata/flechette`.
 *
 * Integers and decimals are exact, of any width, floats are their binary values, and strings are decimal literals; a null, and a blank string, counts as
 * empty. Values stay where they are, except that chunks
 * with nulls, indices of a dictionary or floats of 16 bits are copied some thousand values at a time. The numbers can be read again.
 * @throws TypeError where it is neither, and where the values are no numbers: dates, booleans
 * @throws TotalError NO_COLUMN where there is no such column; BAD_FORMAT, from the numbers, where a vector lacks values; BAD_NUMBER
 * where a string is no number
 */
export function arrowNumbers(
  source: ArrowVector | ArrowTable,
  options: ArrowNumbersOptions = {},
): NumbersApi {
  useCells();
  const columns = numberColumns(source, options);
  const names = columns.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return {
    async *numbers({ signal }): AsyncGenerator<Batch, void, undefined> {
      signal.throwIfAborted();
      const told = names.length === 0 ? {} : { columns: names };
      // The total learns of the columns, even where there are no numbers.
      yield { numbers: [], bytes: 0, empty: 0, ...told };
      for (const [column, { vector, type }] of columns.entries()) {
        if (type === undefined) yield* stringPieces(vector, column);
        else
          for (const piece of piecesOf(vector, type))
            yield { ...piece, bytes: 0, column, exponent: type.exponent };
      }
    },
  };
}

function numberColumns(source: unknown, { column }: ArrowNumbersOptions): readonly NumberColumn[] {
  if (isTable(source)) {
    return tableColumns(source, column).map(({ name, index }) => {
      const vector = source.getChildAt(index);
      const place = `the column ${shownColumn(name)}`;
      if (!isVector(vector)) throw wrongType(place, "an Arrow vector", vector);
      return numberColumn(name, vector, place);
    });
  }
  if (!isVector(source)) throw wrongType("source", "an Arrow vector or table", source);
  if (column !== undefined) {
    const got = listOf(column).map((one) => quote(String(one)));
    throw optionError(TypeError, "column", "none, as a vector has no columns", got.join(", "));
  }
  return [numberColumn(undefined, source, "the vector")];
}

function tableColumns(
  { schema }: ArrowTable,
  column: ArrowNumbersOptions["column"],
): readonly { readonly name: string; readonly index: number }[] {
  const columns = schema.fields.map(({ name }, index) => ({ name, index }));
  const wanted = wantedColumns("column", column);
  if (column === undefined) return [chosenColumn(columns, undefined, noColumn)];
  return wanted.flatMap((one) => chosenColumns(columns, one, noColumn));
}

function numberColumn(name: string | undefined, vector: ArrowVector, place: string): NumberColumn {
  const type = numberType(valueType(vector.type));
  if (type !== undefined || isOfStrings(vector.type)) return { name, vector, type };
  throw new TypeError(`${place}: expected numbers, got ${shownType(vector.type)}`);
}

function noColumn(expected: string, got: string): TotalError {
  return new TotalError("NO_COLUMN", { expected, got });
}
