/** Columns of strings that are decimal literals. */
import type { Batch } from "../../contract/numbers-api.js";
import { valueType, type ArrowType, type ArrowVector } from "./shapes.js";

/** Strings that come at a time. */
const PIECE_LENGTH = 512;

/** Strings, with offsets of 32 or 64 bits, and views of them. */
const STRINGS: readonly number[] = [5, 20, 24];

export function isOfStrings(type: ArrowType): boolean {
  return STRINGS.includes(valueType(type).typeId);
}

/** Both packages' vectors iterate their values, wherever these stand; a null is `null`. */
export function* stringPieces(vector: ArrowVector, column: number): Generator<Batch, void, undefined> {
  let [literals, indices]: [string[], number[]] = [[], []];
  let [index, empty] = [0, 0];
  for (const value of vector as unknown as Iterable<string | null>) {
    if (value === null) empty++;
    else {
      literals.push(value);
      indices.push(index);
    }
    index++;
    if (literals.length < PIECE_LENGTH) continue;
    yield { literals, indices, skipEmpty: true, column };
    [literals, indices] = [[], []];
  }
  yield { literals, indices, skipEmpty: true, column };
  yield { numbers: [], bytes: 0, empty, column };
}
