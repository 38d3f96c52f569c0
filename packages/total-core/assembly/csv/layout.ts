/** The layout of this kernel's memory for src/kernel/csv.ts. assembly/build.js writes these constants to csv.generated.ts. */
export { REPORT, SLOW_LITERALS } from "../memory/report";
export { SUMS } from "../simd/sums";
export { TOUCHED } from "./groups";
export { COUNT, FIRST_ROW, KEY_ADDRESS, KEY_LENGTH, RECORD_BYTES, RECORDS, SUM } from "./keys";
