/** The layout of this kernel's memory for src/kernel/objects.ts. assembly/build.js writes these constants to objects.generated.ts. */
export { REPORT, SLOW_LITERALS } from "../memory/report";
export { SUMS } from "../simd/sums";
export { MISSING } from "./missing";
export { LENGTH_BYTES, PATH, PATH_BYTES } from "./path";
