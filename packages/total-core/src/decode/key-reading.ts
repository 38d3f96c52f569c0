import { KeyStrings } from "../basics/key-strings.js";
import { RowKeys } from "./json/key.js";
import { provideKeyReading } from "./keys.js";

/** To be called before a sink of groups is made. */
export function readKeys(): void {
  provideKeyReading({
    newKeyStrings: () => new KeyStrings(),
    newRowKeys: (sink, paths, faults) => new RowKeys(sink, paths, faults),
  });
}
