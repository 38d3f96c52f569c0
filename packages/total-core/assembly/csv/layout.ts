/** The layout of this kernel's memory for src/kernel/csv.ts. assembly/build.js writes these constants to csv.generated.ts. */
export { REPORT, SLOW_LITERALS } from "../memory/report";
export { SUMS } from "../simd/sums";
export { COLUMN_BYTES, COLUMN_EMPTY, COLUMN_NUMBERS, COLUMN_SUMS, COLUMNS } from "./columns";
export { SCALES, TOUCHED } from "./groups";
export { COUNT, FIRST_ROW, FURTHER_BYTES, KEY_ADDRESS, KEY_LENGTH, RECORD_BYTES, RECORDS, RECORDS_BYTES, SUM } from "./keys";
export { MOST_COLUMNS, MOST_KEY_FIELDS, PICKED } from "./rows";
export { SEPARATORS } from "./separators";
