/** The orders in which groups can be printed. */
import { groupsByKey, groupsByTotal, type Groups } from "@dlg/total-core/internal";
import type { Order } from "../command-line/option-values.js";

/** @param order without one, the order in which the keys were first seen */
export function inOrder(groups: Groups, order: Order | undefined): Iterable<number> {
  if (order === "key") return groupsByKey(groups);
  if (order === "total") return groupsByTotal(groups);
  return groups;
}
