/** The layout of this kernel's memory for src/kernel/objects.ts. assembly/build.js writes these constants to objects.generated.ts. */
export { REPORT, SLOW_LITERALS } from "../memory/report";
export { SUMS } from "../simd/sums";
export { MISSING } from "./missing";
export { LIST } from "./cells";
export {
  AROUND, DEPTH, KEY_LENGTH, KEY_START, KEYS, KEYS_BYTES, MOST_PLACES, NO_PATH, PATH, PLACE_WORDS, PLACES,
} from "./places";
