/** The layout that all kernels share, for src/kernel. assembly/build.js writes these constants to memory.generated.ts. */
export { MOST_NUMBERS, SUMS_LENGTH, UNITS } from "../simd/sums";
export { CALL_BYTES, LONG_CALL_BYTES, MOST_BYTES_BEFORE } from "./call";
export {
  AT_END, AT_FULL, AT_FULL_KEYS, AT_FULL_SUMS, AT_SLOW_ROW, COLUMN, EMPTY, END, KEY, LINES, LITERAL_WORDS, MOST_SLOW_LITERALS,
  NO_KEY, NUMBERS, REPORT_WORDS, ROW, SLOW, START, WHY,
} from "./report";
export { TAIL_BYTES } from "./tail";
