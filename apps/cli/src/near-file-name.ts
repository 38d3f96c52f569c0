import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { TotalError } from "@dlg/total-core";
import { NearestName } from "@dlg/total-core/internal";

/** The same fault, with the file that may have been meant, where one is missing. */
export function withNearFileName(fault: TotalError): TotalError {
  const { code, place, expected, got, cause } = fault;
  const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  const near = isMissing && place.source !== undefined ? nearFileName(place.source) : undefined;
  if (near === undefined) return fault;
  return new TotalError(code, { place, expected: `${expected} (did you mean ${near}?)`, got, cause });
}

/** So many names of a folder are looked at. */
const MAX_NAMES = 10_000;

/**
 * The file in the same folder that may have been meant by a path where there is none: one with another extension, else one with the same
 * extension and much the same name before it.
 */
export function nearFileName(path: string): string | undefined {
  if (!path.endsWith(basename(path))) return undefined;
  const meant = parts(basename(path));
  const nearest = new NearestName(meant.name);
  const considered = new Map<string, string>();
  let sameName: string | undefined;
  for (const file of filesIn(dirname(path))) {
    const { name, extensions } = parts(file);
    if (isSame(name, meant.name)) sameName ??= file;
    if (!isSame(extensions, meant.extensions)) continue;
    nearest.consider(name);
    if (!considered.has(name)) considered.set(name, file);
  }
  const found = sameName ?? considered.get(nearest.name ?? "");
  return found === undefined ? undefined : path.slice(0, path.length - basename(path).length) + found;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** `sales`, `.csv.gz` */
function parts(file: string): { readonly name: string; readonly extensions: string } {
  const dot = file.indexOf(".", 1);
  return dot < 0 ? { name: file, extensions: "" } : { name: file.slice(0, dot), extensions: file.slice(dot) };
}

function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).slice(0, MAX_NAMES);
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}
