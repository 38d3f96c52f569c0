/** What src/kernel/objects.ts knows of this kernel's memory. assembly/build.js writes these constants to objects.generated.ts. */
export { REPORT, SLOW_LITERALS } from "../memory/report";
export { SUMS } from "../simd/sums";
export { LENGTH_BYTES, PATH, PATH_BYTES } from "./path";
