import { createHash, timingSafeEqual } from "node:crypto";
import type { Tokens } from "@dlg/total-core/internal";
import type { AppContext } from "../answer/answer.js";
import { problem } from "../problem.js";

/** The refusal of a request, or `undefined` where the request may pass. */
export type Guard = (c: AppContext) => Response | undefined;

/** Lets requests with one of the bearer tokens of now pass (RFC 6750); all requests where the service has no token. */
export function bearerGuard(tokens: Tokens | undefined): Guard {
  if (tokens === undefined) return () => undefined;
  const isWanted = comparison(tokens);
  return (c) => {
    const [, given] = /^Bearer +([^ ]+) *$/i.exec(c.req.header("authorization") ?? "") ?? [];
    if (given !== undefined && isWanted(given)) return undefined;
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

/** Compares with each token, in a time that tells nothing of any of them. */
function comparison(tokens: Tokens): (given: string) => boolean {
  let digested = tokens.current;
  let wanted = digested.map(digest);
  return (given) => {
    if (tokens.current !== digested) {
      digested = tokens.current;
      wanted = digested.map(digest);
    }
    // `timingSafeEqual` wants equal lengths; digests have them, whatever was given.
    const digestOfGiven = digest(given);
    return wanted.map((one) => timingSafeEqual(digestOfGiven, one)).includes(true);
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
