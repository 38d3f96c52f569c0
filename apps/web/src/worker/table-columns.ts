/** The columns of a table, as its beginning has them. Imported only where one comes. */
import { streamNumbers, totalsOf } from "@dlg/total-core";
import type { Column, Reading } from "../protocol.js";
import type { Head } from "./head.js";
import { namedColumns } from "./named-columns.js";
import { optionsFor } from "./options.js";

const LF = 0x0a;

/** Every column, or as many of them as the library adds at once. */
const COLUMNS = ["1-", "1-1000"];

/**
 * The columns of a table, none where its beginning is not one.
 * @param isSure whether a table without a number in it is one
 */
export async function tableColumns(
  head: Head,
  format: "csv" | "tsv",
  reading: Reading,
  { isSure = true }: { readonly isSure?: boolean } = {},
): Promise<readonly Column[]> {
  const { by: _by, ...options } = optionsFor(format, { header: isSure ? true : undefined, ...reading });
  const { bytes, isAll } = head;
  const rows = isAll ? bytes.length : bytes.lastIndexOf(LF) + 1;
  // The rows may be cut in a quoted cell, or be wrong further down: then the header alone tells the names.
  const ends = isSure ? [rows, bytes.indexOf(LF) + 1] : [rows];
  const ways = ends.flatMap((end) => COLUMNS.map((column) => ({ end, column })));
  for (const { end, column } of ways) {
    try {
      const api = streamNumbers([bytes.subarray(0, end)], { ...options, column });
      const { columns } = await totalsOf(api, { skipInvalid: true });
      return namedColumns(
        columns.map(({ column: name = "", total, skipped }) => {
          return { name, isNumeric: total.count > 0 && total.count >= skipped };
        }),
        { hasNames: options.header !== false },
      );
    } catch {
      // Then it is read in the next way.
    }
  }
  return [];
}
