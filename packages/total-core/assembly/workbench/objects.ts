/** The kernel for objects and functions that set its counters to just before their bounds. */
export * from "../objects/index";
export * from "../objects/layout";
export { dataEnd } from "../memory/data";
export { ACCUMULATOR, LITERALS_PER_FOLD, setLiterals } from "../simd/digit-columns";
