import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { TotalError } from "@dlg/total-core";
import { NearestName } from "@dlg/total-core/internal";

/** The same fault; where a file is missing, it also names the file that may have been meant. */
export function withNearFileName(fault: TotalError): TotalError {
  const { code, place, expected, got, cause } = fault;
  const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  const near = isMissing && place.source !== undefined ? nearFileName(place.source) : undefined;
  if (near === undefined) return fault;
  return new TotalError(code, { place, expected: `${expected} (did you mean ${near}?)`, got, cause });
}

/** How many names of a folder are considered at most. */
const MAX_NAMES = 10_000;

/**
 * The file in the same folder that a path to no file may have meant: one of the same name with another extension, else one with the same
 * extension and a similar name.
 */
export function nearFileName(path: string): string | undefined {
  const base = basename(path);
  // A slash at the end says that it is a folder.
  if (!path.endsWith(base)) return undefined;
  const meant = parts(base);
  // A link that leads nowhere, or a name that is not UTF-8, is found by the very name that could not be opened.
  const files = filesIn(dirname(path))
    .filter((file) => file !== base)
    .map(parts);
  const alike = files.filter(({ extensions }) => isSame(extensions, meant.extensions));
  const nearest = new NearestName(meant.name);
  for (const { name } of alike) nearest.consider(name);
  const found =
    files.find(({ name }) => isSame(name, meant.name)) ?? alike.find(({ name }) => name === nearest.name);
  return found && path.slice(0, path.length - base.length) + found.name + found.extensions;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** `sales.csv.gz` is `sales` and `.csv.gz`; the dot that hides a file begins no extension. */
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
