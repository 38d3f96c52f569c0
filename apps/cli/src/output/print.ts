import type { FormatOptions, PrintOptions } from "@dlg/total-core";
import type { PrintingOptions } from "../command-line/printing-options.js";
import type { TextOutput } from "../process/text-output.js";
import type { GrandTotal } from "../sources/total-of-sources.js";
import { jsonPieces } from "./json-line.js";

interface Printing {
  readonly options: PrintingOptions & Pick<FormatOptions, "skipMissing">;
  readonly seconds: number;
  readonly stdout: TextOutput;
}

/** The totals on standard output, as the options say. */
export async function print(grand: GrandTotal, { options, seconds, stdout }: Printing): Promise<void> {
  const { json, each, exact, places, sort, names = true, skipMissing = false } = options;
  const digits: PrintOptions = { exact, places };
  const { columns, groups, keyNames } = grand;
  const order = groups && (await import("./group-order.js")).inOrder(groups, sort);
  if (json === true) {
    for (const piece of jsonPieces(grand, { digits, seconds, skipMissing, order })) stdout.write(piece);
  } else if (order === undefined && each !== true && columns.length === 1) {
    stdout.write(`${columns[0]!.total.toString(digits)}\n`);
  } else {
    // Imported where they are needed, as most runs print one total.
    const { columnTable, groupTable, headerOf, sourceTable } = await import("./tables.js");
    const { linesOf } = await import("./lines.js");
    const printing = { digits, names };
    const table =
      order !== undefined
        ? groupTable(groups!, order, digits, names ? headerOf(keyNames, columns) : undefined)
        : (each === true ? sourceTable : columnTable)(grand, printing);
    for (const piece of await linesOf(table, stdout.columns())) stdout.write(piece);
  }
}
