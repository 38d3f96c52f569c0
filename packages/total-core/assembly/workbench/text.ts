/** The kernel for text and JSON arrays, whose counter of blocks tests set to just before its bound. */
export * from "../text/index";
export { setBlocksLeft } from "../text/column-sums";
