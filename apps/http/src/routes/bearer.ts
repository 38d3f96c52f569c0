import { createHash, timingSafeEqual } from "node:crypto";
import type { AppContext } from "../answer/answer.js";
import { problem } from "../problem.js";

/** The refusal of a request, or `undefined` where the request may pass. */
export type Guard = (c: AppContext) => Response | undefined;

/** Lets requests with the bearer token pass (RFC 6750); all requests where the service has no token. */
export function bearerGuard(token: string | undefined): Guard {
  if (token === undefined) return () => undefined;
  const wanted = digest(token);
  return (c) => {
    const [, given] = /^Bearer +([^ ]+) *$/i.exec(c.req.header("authorization") ?? "") ?? [];
    // `timingSafeEqual` wants equal lengths; digests have them, whatever was given.
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
