import { TotalError } from "../../contract/errors.js";
import type { Answer, Request } from "./follow.js";
import { httpFault, withNotes } from "./fault.js";
import { shownFailure } from "./network-failure.js";
import { shownStatus } from "./status.js";
import type { Outcome, Tries } from "./tries.js";

/**
 * The answer of 200 to a GET, after as many redirects and tries as it takes. Its body is not yet read.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where there is none; what the limits of time say where it is over
 */
export async function get(tries: Tries): Promise<Answer> {
  const outcome = await tries.outcome();
  if (outcome.answer?.status === 200) return outcome.answer;
  outcome.answer?.discard();
  throw unavailable(tries.request, outcome, tries.notes);
}

function unavailable({ address }: Request, outcome: Outcome, tryNotes: readonly string[]): TotalError {
  if (outcome.answer === undefined) {
    const { failure: cause } = outcome;
    if (cause instanceof TotalError) return cause;
    const got = withNotes(shownFailure(cause), tryNotes);
    return httpFault("SOURCE_UNAVAILABLE", address.name, { expected: "an answer", got, cause });
  }
  const { origin } = outcome.answer.url;
  // Not where to: a redirect's path and query may be somebody's key.
  const redirectNotes = origin === address.url.origin ? [] : [`redirected to ${origin}`];
  const got = withNotes(shownStatus(outcome.answer), [...redirectNotes, ...tryNotes]);
  return httpFault("SOURCE_UNAVAILABLE", address.name, { expected: "200", got });
}
