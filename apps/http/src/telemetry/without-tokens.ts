import type { Tokens } from "@dlg/total-core/internal";
import type { Log } from "./log.js";

/**
 * The same log, with each token that the service knows replaced in its fields: a client may have put its own into a path, and a numbers API
 * may have quoted the one that it got. A token that was known once stays hidden, because it may still be good elsewhere.
 */
export function withoutTokens(log: Log, all: readonly (Tokens | undefined)[]): Log {
  const sources = all.filter((tokens) => tokens !== undefined);
  if (sources.length === 0) return log;
  const known = knownTokens(sources);
  const hiding =
    (write: Log["info"]): Log["info"] =>
    (fields, message) => {
      const tokens = known();
      write(holds(fields, tokens.all) ? (hidden(fields, tokens.pattern()) as object) : fields, message);
    };
  return {
    debug: hiding(log.debug),
    info: hiding(log.info),
    warn: hiding(log.warn),
    error: hiding(log.error),
  };
}

interface KnownTokens {
  readonly all: ReadonlySet<string>;
  /** Short ones as words of their own: a token `t` is not hidden in `/total`. */
  pattern(): RegExp;
}

function knownTokens(sources: readonly Tokens[]): () => KnownTokens {
  const all = new Set<string>();
  const seen = new Map<Tokens, readonly string[]>();
  const pattern = (): RegExp => {
    // The longest first: behind a shorter one with the same beginning, the rest would stay.
    const tokens = [...all].sort((a, b) => b.length - a.length).map(patternOf);
    return new RegExp(tokens.join("|"), "g");
  };
  return () => {
    for (const tokens of sources) {
      if (seen.get(tokens) === tokens.current) continue;
      seen.set(tokens, tokens.current);
      for (const token of tokens.current) for (const written of waysToWrite(token)) all.add(written);
    }
    return { all, pattern };
  };
}

/** A token, and as a client may have written it into an address. */
function waysToWrite(token: string): string[] {
  const encoded = encodeURIComponent(token);
  return [token, encoded, encoded.replace(/%../g, (byte) => byte.toLowerCase())];
}

/** Tokens of this length do not stand in other words by chance, in characters. */
const LONG = 8;

function patternOf(token: string): string {
  return token.length >= LONG ? escaped(token) : `(?<![A-Za-z0-9])${escaped(token)}(?![A-Za-z0-9])`;
}

/** Whether a token may be in it. Most lines have none, and cost no more than this. */
function holds(value: unknown, tokens: ReadonlySet<string>): boolean {
  if (typeof value === "string") {
    for (const token of tokens) if (value.includes(token)) return true;
    return false;
  }
  if (typeof value !== "object" || value === null) return false;
  for (const name in value) if (holds((value as Record<string, unknown>)[name], tokens)) return true;
  return false;
}

function hidden(value: unknown, pattern: RegExp): unknown {
  if (typeof value === "string") return value.replace(pattern, "…");
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hidden(member, pattern)]));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
