/** The totals of files and of groups. */
import type { GroupOrder, Result } from "../protocol.js";
import { counted } from "../words/quantities.js";
import { byId, element } from "./elements.js";

const byFile = byId("by-file", HTMLElement);
const fileTotals = byId("file-totals", HTMLTableSectionElement);
const groups = byId("groups", HTMLElement);
const groupsTitle = byId("groups-title", HTMLElement);
const groupTotals = byId("group-totals", HTMLTableSectionElement);
const note = byId("groups-note", HTMLElement);
const order = byId("order", HTMLSelectElement);
const download = byId("download", HTMLButtonElement);

/** How long a table can still be read for its download. */
const KEPT_MS = 60_000;

export function listenToTables({
  onOrder,
  onDownload,
}: {
  readonly onOrder: (order: GroupOrder) => void;
  readonly onDownload: () => void;
}): void {
  order.addEventListener("change", () => onOrder(order.value as GroupOrder));
  download.addEventListener("click", onDownload);
}

/** @param keyName what the numbers are totalled by */
export function showTables({ files, groups: first, groupCount }: Result, keyName: string | undefined): void {
  groupsTitle.textContent = `By ${keyName ?? "key"}`;
  byFile.hidden = files.length < 2;
  fileTotals.replaceChildren(...files.map(({ name, count, printed }) => row(name, count, printed.digits)));
  groups.hidden = first === undefined;
  groupTotals.replaceChildren(...(first ?? []).map(({ key, count, digits }) => row(key, count, digits)));
  const shown = first?.length ?? 0;
  note.textContent =
    shown < groupCount
      ? `The first ${counted(shown, "key")} of ${counted(groupCount, "key")}`
      : counted(groupCount, "key");
}

export function hideTables(): void {
  byFile.hidden = true;
  groups.hidden = true;
}

export function saveTable(table: Blob): void {
  const address = URL.createObjectURL(table);
  element("a", { href: address, download: "totals.csv" }).click();
  // Some browsers read it only after the click has ended.
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

function row(name: string, count: number, digits: string): HTMLTableRowElement {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name === "" ? "(empty)" : name),
    element("td", {}, String(count)),
    element("td", {}, digits),
  );
}
