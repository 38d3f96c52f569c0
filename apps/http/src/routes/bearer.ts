import { createHash, timingSafeEqual } from "node:crypto";
import type { AppContext } from "../answer/answer.js";
import { problem } from "../problem.js";

/** Refuses a request, or lets it pass with `undefined`. */
export type Guard = (c: AppContext) => Response | undefined;

/** Lets those requests pass that have the token (RFC 6750); without a token, all of them. */
export function bearerGuard(token: string | undefined): Guard {
  if (token === undefined) return () => undefined;
  const wanted = digest(token);
  return (c) => {
    const [, given] = /^Bearer +([^ ]+) *$/i.exec(c.req.header("authorization") ?? "") ?? [];
    // Digests have the same length, whatever was given, and tell nothing of where it differs.
    if (given !== undefined && timingSafeEqual(digest(given), wanted)) return undefined;
    const error = given === undefined ? "" : ', error="invalid_token"';
    return problem(
      c,
      401,
      {
        detail:
          given === undefined
            ? "expected a bearer token, got none"
            : "expected the bearer token, got another",
      },
      { "WWW-Authenticate": `Bearer realm="dlg"${error}` },
    );
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
