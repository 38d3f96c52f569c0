/** The kernel for text and JSON arrays and a function that sets its counter of blocks to just before its bound. */
export * from "../text/index";
export * from "../text/layout";
export { dataEnd } from "../memory/data";
export { setBlocksLeft } from "../text/column-sums";
