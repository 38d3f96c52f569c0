/** How a file is to be read, as far as its beginning tells. */
import { formatFromName, streamNumbers, totalOf, type Format } from "@dlg/total-core";
import type { Look, Reading } from "../protocol.js";
import { fieldsIn } from "./fields.js";
import { headOf, type Head } from "./head.js";
import { optionsFor } from "./options.js";

export async function lookAt(file: File, reading: Reading): Promise<Look> {
  const { equip } = await import("@dlg/total-core/equip");
  equip();
  const head = await headOf(file);
  const told = reading.format ?? formatOfName(file, reading);
  const format = told ?? (await formatOfHead(head, reading));
  // Only the first bytes tell that it is JSON, or nothing does.
  const isTold = told !== undefined || !(isJson(format) || head.isHidden);
  const nothing: Look = { format, isTold, columns: [], fields: [] };
  if (isJson(format)) return { ...nothing, fields: fieldsIn(textOf(head)) };
  if (format === "csv" || format === "tsv") {
    const { tableColumns } = await import("./table-columns.js");
    return { ...nothing, columns: await tableColumns(head, format, reading) };
  }
  if (format === "parquet") {
    const { parquetColumns } = await import("./parquet-columns.js");
    return { ...nothing, columns: await parquetColumns(file).catch(() => []) };
  }
  return nothing;
}

/** None where the name tells less than the user. */
function formatOfName({ name }: File, { isSequence }: Reading): Format | undefined {
  const { format } = formatFromName(name);
  return isSequence === true && isJson(format) ? undefined : format;
}

function isJson(format: Format | undefined): boolean {
  return format === "json" || format === "ndjson";
}

function textOf({ bytes }: Head): string {
  return new TextDecoder().decode(bytes);
}

/** JSON or Parquet by the first characters; else text, where it is numbers; else a table, where its columns show that it is one. */
async function formatOfHead(head: Head, reading: Reading): Promise<Format> {
  if (head.isHidden) return "text";
  const text = textOf(head).trimStart();
  if (text.startsWith("PAR1")) return "parquet";
  if (/^[[{]/.test(text)) return formatOfJson(head.bytes);
  if (await isText(head, reading)) return "text";
  const { tableColumns } = await import("./table-columns.js");
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
