/** The kernel for CSV, whose counters tests set to just before their bounds. */
export * from "../csv/index";
export { setChangesLeft, setKeptNumbers } from "../csv/groups";
export { setKeyCount, setLongKeyBytes } from "../csv/keys";
export { FIRST_TALLY, setLiterals } from "../tokens/tally";
