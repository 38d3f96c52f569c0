/** Totals by key. Imported only where they are asked for. */
export { totalsBy } from "@dlg/total-core";
