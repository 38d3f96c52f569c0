/** The reader of keys, once totals by key are wanted: `totalOf` needs none of it. */
import type { KeyStrings } from "../basics/key-strings.js";
import type { NumbersSink } from "../contract/sink.js";
import type { JsonFaults } from "./json/faults.js";
import type { KeyedPaths, RowKeys } from "./json/key.js";

export interface KeyReading {
  newKeyStrings(): KeyStrings;
  /** The keys of rows of JSON. */
  newRowKeys(sink: NumbersSink, paths: KeyedPaths, faults: JsonFaults): RowKeys;
}

let provided: KeyReading | undefined;

export function provideKeyReading(reading: KeyReading): void {
  provided = reading;
}

/** Only for a sink of groups: {@link provideKeyReading} was called before that was made. */
export function keyReading(): KeyReading {
  return provided!;
}
