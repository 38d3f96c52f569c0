/** The layout of this kernel's memory for src/kernel/text.ts. assembly/build.js writes these constants to text.generated.ts. */
export { BLOCK_BYTES } from "../simd/block";
export { SUMS } from "../simd/sums";
export { FRACTION_PAIRS, INTEGER_PAIRS, LINE_START, LINES, NUMBERS, REPORT, REPORT_WORDS } from "./report";
