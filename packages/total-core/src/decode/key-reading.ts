import { KeyStrings } from "../basics/key-strings.js";
import { RowKeys } from "./json/key.js";
import { provideKeyReading } from "./keys.js";

/** Whoever makes a sink of groups calls this before. */
export function readKeys(): void {
  provideKeyReading({
    newKeyStrings: () => new KeyStrings(),
    newRowKeys: (sink, paths, faults) => new RowKeys(sink, paths, faults),
  });
}
