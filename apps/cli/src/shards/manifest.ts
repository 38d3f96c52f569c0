import { fileChunks } from "@dlg/total-core/internal";
import type { ListedSource } from "@dlg/total-core/node";
import type { Dependencies } from "../process/dependencies.js";
import { UsageError } from "../errors/usage-error.js";
import { linesIn, type Line } from "./lines.js";

/**
 * The sources that `dlg list` has listed.
 * @throws UsageError where a line is not one of a manifest; TotalError where the file cannot be read
 */
export async function sourcesInManifest(
  file: string,
  { interruption: signal }: Pick<Dependencies, "interruption">,
): Promise<ListedSource[]> {
  const sources: ListedSource[] = [];
  for await (const line of linesIn(fileChunks(file, { name: file, signal }))) {
    sources.push(sourceOf(line, file));
  }
  if (sources.length === 0)
    throw new UsageError(`--manifest: expected at least one source in ${file}, got none`);
  return sources;
}

function sourceOf({ bytes, number }: Line, file: string): ListedSource {
  const listed = parsed(bytes);
  if (isListed(listed)) return { source: listed.source, size: listed.size, version: listed.version };
  throw new UsageError(
    `--manifest: expected lines as dlg list prints them, got another one at ${file}:${number}`,
  );
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function isListed(value: unknown): value is ListedSource {
  const { source, size, version } = Object(value) as Partial<ListedSource>;
  const isSize = size === null || (Number.isSafeInteger(size) && size! >= 0);
  return (
    typeof source === "string" && source !== "" && isSize && (version === null || typeof version === "string")
  );
}
