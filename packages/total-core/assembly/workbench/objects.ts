/** The kernel for objects, whose counters tests set to just before their bounds. */
export * from "../objects/index";
export { FIRST_TALLY, SECOND_TALLY, setLiterals } from "../tokens/tally";
