import { keyString } from "../basics/key-strings.js";
import { joinedKeys } from "../contract/group-keys.js";
import { KEY_SEPARATOR } from "./csv.generated.js";

/**
 * The key whose parts the kernel for CSV has joined (assembly/csv/joined-keys.ts).
 * @param parts how many there are
 * @returns `undefined` where one of them is not UTF-8; then it may hold the byte between two parts
 */
export function joinedKey(bytes: Uint8Array, parts: number): string | undefined {
  const strings: string[] = [];
  for (let start = 0; start <= bytes.length;) {
    const separator = bytes.indexOf(KEY_SEPARATOR, start);
    const end = separator < 0 ? bytes.length : separator;
    const string = keyString(bytes, start, end);
    if (string === undefined) return undefined;
    strings.push(string);
    start = end + 1;
  }
  return strings.length === parts ? joinedKeys(strings) : undefined;
}
