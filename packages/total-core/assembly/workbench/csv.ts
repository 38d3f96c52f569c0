/** The kernel for CSV and functions that set its counters to just before their bounds. */
export * from "../csv/index";
export * from "../csv/layout";
export { dataEnd } from "../memory/data";
export { setChangesLeft, setKeptNumbers } from "../csv/groups";
export { LONG_KEYS, LONG_KEYS_BYTES, MOST_KEY_BYTES, MOST_KEYS, setKeyCount, setLongKeyBytes } from "../csv/keys";
export { ACCUMULATOR, LITERALS_PER_FOLD, setLiterals } from "../simd/digit-columns";
