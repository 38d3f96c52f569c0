/** Errors as the page shows them. */
import { TotalError } from "@dlg/total-core";
import type { Fault } from "../protocol.js";
import { excerptOf } from "./excerpt.js";

/** What went wrong while a file was read. */
export class FileFault extends Error {
  override readonly name = "FileFault";
  readonly file: File;

  constructor(file: File, cause: unknown) {
    super(file.name, { cause });
    this.file = file;
  }
}

export async function faultOf(error: unknown): Promise<Fault> {
  const [cause, file] = error instanceof FileFault ? [error.cause, error.file] : [error, undefined];
  if (!(cause instanceof TotalError)) {
    // A browser refuses files that have changed since they were chosen.
    const code = cause instanceof DOMException ? "SOURCE_UNAVAILABLE" : undefined;
    const got = cause instanceof Error ? cause.message : String(cause);
    return { code, place: { source: file?.name }, expected: "", got, hints: [], excerpt: [] };
  }
  const { code, place, expected, got, hints } = cause;
  const excerpt = file === undefined ? [] : await excerptIfAny(file, place, got);
  return { code, place, expected, got, hints, excerpt };
}

/** A file that can no longer be read has no lines to show. */
async function excerptIfAny(...place: Parameters<typeof excerptOf>): Promise<Fault["excerpt"]> {
  try {
    return await excerptOf(...place);
  } catch {
    return [];
  }
}
