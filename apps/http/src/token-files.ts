import { TokenFile, type Tokens } from "@dlg/total-core/internal";
import type { Log } from "./telemetry/log.js";

/** How often files of tokens are read again, in milliseconds. New tokens count once two readings have seen them. */
const REREAD_MS = 500;

/**
 * Reads those of the tokens that come from files again and again, until the process ends, and logs what has become of them. A file that has
 * become bad is logged once; the service goes on with the last good tokens.
 */
export function followTokenFiles(all: readonly (Tokens | undefined)[], log: Log): void {
  for (const tokens of all) {
    if (!(tokens instanceof TokenFile)) continue;
    const reread = rereading(tokens, log);
    let isUnderWay = false;
    setInterval(() => {
      // A file system that does not answer has one reading waiting for it, not one more every time.
      if (isUnderWay) return;
      isUnderWay = true;
      void reread().finally(() => (isUnderWay = false));
    }, REREAD_MS).unref();
  }
}

/** Reads a file of tokens again, and logs a change and a trouble that was not there before. */
export function rereading(file: TokenFile, log: Log): () => Promise<void> {
  const { variable } = file;
  let trouble: string | undefined;
  return async () => {
    try {
      if (await file.reread()) log.info({ variable, tokens: file.current.length }, "took over new tokens");
      trouble = undefined;
    } catch (error) {
      const { message } = error as Error;
      if (message !== trouble) log.warn({ variable, error: message }, "kept the tokens that were good last");
      trouble = message;
    }
  };
}
