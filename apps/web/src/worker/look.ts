/** What the beginning of a file tells of how to read it. */
import { formatFromName, streamNumbers, totalOf, totalsOf, type Format } from "@dlg/total-core";
import type { Column, Look, Reading } from "../protocol.js";
import { fieldsIn } from "./fields.js";
import { headOf, type Head } from "./head.js";
import { namedColumns } from "./named-columns.js";
import { optionsFor } from "./options.js";

const LF = 0x0a;

/** Every column, or as many of them as the library adds at once. */
const COLUMNS = ["1-", "1-1000"];

export async function lookAt(file: File, reading: Reading): Promise<Look> {
  const head = await headOf(file);
  const told = reading.format ?? formatFromName(file.name).format;
  const format = told ?? (await formatOfHead(head, reading));
  const nothing: Look = { format, isTold: told !== undefined || format === "csv", columns: [], fields: [] };
  if (format === "json" || format === "ndjson") {
    return { ...nothing, fields: fieldsIn(new TextDecoder().decode(head.bytes)) };
  }
  if (format === "csv" || format === "tsv") {
    return { ...nothing, columns: await tableColumns(head, format, reading) };
  }
  if (format === "parquet") {
    const { parquetColumns } = await import("./parquet-columns.js");
    return { ...nothing, columns: await parquetColumns(file).catch(() => []) };
  }
  return nothing;
}

/** Text, where it is numbers; else a table, where its columns show that it is one. */
async function formatOfHead(head: Head, reading: Reading): Promise<Format> {
  const format = await formatOfFirstBytes(head.bytes);
  if (format !== "text" || (await isText(head, reading))) return format;
  const columns = await tableColumns(head, "csv", reading, { isSure: false });
  return columns.length > 1 || columns.some(({ isNumeric }) => isNumeric) ? "csv" : "text";
}

async function formatOfFirstBytes(bytes: Uint8Array): Promise<Format> {
  const { signal } = new AbortController();
  // Parquet's beginning alone would be refused.
  if (new TextDecoder().decode(bytes.subarray(0, 4)) === "PAR1") return "parquet";
  for await (const batch of streamNumbers([bytes]).numbers({ signal })) {
    if ("format" in batch) return batch.format;
  }
  return "text";
}

async function isText({ bytes, isAll }: Head, reading: Reading): Promise<boolean> {
  const end = isAll ? bytes.length : bytes.findLastIndex((byte) => byte <= 0x20) + 1;
  const options = optionsFor("text", reading);
  return totalOf(streamNumbers([bytes.subarray(0, end)], options)).then(
    () => true,
    () => false,
  );
}

/**
 * The columns of a table, none where its beginning is not one.
 * @param isSure whether a table without a number in it is one
 */
async function tableColumns(
  head: Head,
  format: "csv" | "tsv",
  reading: Reading,
  { isSure = true } = {},
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
