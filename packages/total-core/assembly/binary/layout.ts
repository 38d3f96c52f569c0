/** The layout of this kernel's memory for src/kernel/binary.ts. assembly/build.js writes these constants to binary.generated.ts. */
export { UNIT_EXPONENT } from "./float64";
export { CHUNK, CHUNK_BYTES } from "./chunk";
export { SAW_INFINITY, SAW_MINUS_INFINITY, SAW_NAN, SAW_OTHER_THAN_MINUS_ZERO } from "./marks";
export { LIMB_BITS, LIMBS, LIMBS_LENGTH } from "./small-superaccumulator";
