/** Errors as the page shows them. */
import { TotalError } from "@dlg/total-core";
import type { Fault } from "../protocol.js";
import { excerptOf } from "./excerpt.js";

/** The fault that ended the reading of a file. */
export class FileFault extends Error {
  override readonly name = "FileFault";
  readonly file: File;

  constructor(file: File, cause: unknown) {
    super(file.name, { cause });
    this.file = file;
  }
}

/** The reader of a format is loaded when the first file of it comes; browsers have a TypeError in words of their own for that. */
const NOT_LOADED: Fault = {
  code: undefined,
  place: {},
  expected: "the part of this page that reads such files",
  got: "no answer from where the page came from",
  hints: [],
  excerpt: [],
};

export async function faultOf(error: unknown): Promise<Fault> {
  const [cause, file] = error instanceof FileFault ? [error.cause, error.file] : [error, undefined];
  if (!(cause instanceof TotalError)) {
    // A browser refuses files that have changed since they were chosen.
    const code = cause instanceof DOMException ? "SOURCE_UNAVAILABLE" : undefined;
    const got = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof TypeError && /module/i.test(got) && /import/i.test(got)) return NOT_LOADED;
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
