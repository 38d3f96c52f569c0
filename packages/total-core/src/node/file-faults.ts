import { quote } from "../basics/quote.js";
import { TotalError } from "../contract/errors.js";

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  EISDIR: "a directory",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EIO: "an input/output error",
  ELOOP: "links in a circle",
  ENAMETOOLONG: "a name that is too long",
  EMFILE: "too many open files",
  ENFILE: "too many open files",
  ENXIO: "a device without a reader behind it",
};

/** A file that cannot be read: `x.txt: expected a readable file, got no such file`. */
export function unreadable(name: string, cause: unknown): TotalError {
  return new TotalError("SOURCE_UNAVAILABLE", {
    place: { source: name },
    expected: "a readable file",
    got: shownCause(cause),
    ...(cause instanceof Error ? { cause } : {}),
  });
}

function shownCause(cause: unknown): string {
  const { code, message } = cause as Partial<NodeJS.ErrnoException>;
  if (code === undefined) return message === undefined ? "an error" : quote(message);
  return Object.hasOwn(WORDS, code) ? WORDS[code]! : code;
}
