/** What the beginning of a file tells of how to read it. */
import { formatFromName, streamNumbers, totalOf, totalsOf, type Format } from "@dlg/total-core";
import type { Column, Look, Reading } from "../protocol.js";
import { loadDecoders } from "./decoders.js";
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
  await loadDecoders(format);
  // Only the first bytes tell that it is JSON, or nothing does.
  const isTold = told !== undefined || !(isJson(format) || head.isHidden);
  const nothing: Look = { format, isTold, columns: [], fields: [] };
  if (isJson(format)) return { ...nothing, fields: fieldsIn(textOf(head)) };
  if (format === "csv" || format === "tsv") {
    return { ...nothing, columns: await tableColumns(head, format, reading) };
  }
  if (format === "parquet") {
    const { parquetColumns } = await import("./parquet-columns.js");
    return { ...nothing, columns: await parquetColumns(file).catch(() => []) };
  }
  return nothing;
}

function isJson(format: Format): boolean {
  return format === "json" || format === "ndjson";
}

function textOf({ bytes }: Head): string {
  return new TextDecoder().decode(bytes);
}

/** JSON or Parquet by the first characters; else text, where it is numbers; else a table, where its columns show that it is one. */
async function formatOfHead(head: Head, reading: Reading): Promise<Format> {
  if (head.isHidden) {
    // It may turn out to be any of them.
    await Promise.all([loadDecoders("csv"), loadDecoders("json")]);
    return "text";
  }
  const text = textOf(head).trimStart();
  if (text.startsWith("PAR1")) return "parquet";
  if (/^[[{]/.test(text)) {
    await loadDecoders("json");
    return formatOfJson(head.bytes);
  }
  if (await isText(head, reading)) return "text";
  await loadDecoders("csv");
  const columns = await tableColumns(head, "csv", reading, { isSure: false });
  return columns.length > 1 || columns.some(({ isNumeric }) => isNumeric) ? "csv" : "text";
}

/** One document, or one a line. */
async function formatOfJson(bytes: Uint8Array): Promise<Format> {
  const { signal } = new AbortController();
  for await (const batch of streamNumbers([bytes]).numbers({ signal })) {
    if ("format" in batch) return batch.format;
  }
  return "json";
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
