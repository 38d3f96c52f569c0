/**
 * The numbers of Apache Arrow's vectors and tables.
 *
 * ```ts
 * import { totalOf } from "@dlg/total-core";
 * import { arrowNumbers } from "@dlg/total-core/arrow";
 *
 * await totalOf(arrowNumbers(table, { column: "amount" }));
 * ```
 *
 * @module
 */
export { arrowNumbers, type ArrowNumbersOptions } from "./source/arrow/arrow-numbers.js";
export type { ArrowData, ArrowTable, ArrowType, ArrowVector } from "./source/arrow/shapes.js";
