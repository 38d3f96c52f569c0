import { TotalError } from "../../errors.js";
import { sleep } from "../../sleep.js";
import { follow, type Answer, type Request } from "./follow.js";
import { httpFault } from "./http-fault.js";
import { isLasting, shownFailure } from "./network-failure.js";
import { backoffMs, isWorthRetrying, retryAfterMs } from "./retry.js";
import { shownStatus } from "./status.js";
import type { TimeLimits } from "./time-limits.js";

export interface RetryingRequest extends Request {
  /** How many more tries there may be after the first. */
  readonly retries: number;
  /** Where an answer asks to be left alone for longer than this, there are no more tries. */
  readonly timeoutMs: number;
}

/**
 * The answer of 200 to a GET, after as many redirects and tries as it takes. Its body is not yet read.
 *
 * Each try begins at the named address: where that redirects to may be good for one use only.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where there is none; what `limits` says where the time is over
 */
export async function get(request: RetryingRequest, limits: TimeLimits): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await outcomeOfTry(request, limits);
    if (outcome.answer?.status === 200) return outcome.answer;
    outcome.answer?.discard();
    const waitMs = tries > request.retries ? undefined : waitBeforeNextTry(outcome, tries, request);
    if (waitMs === undefined) throw unavailable(request, outcome, tries);
    await sleep(waitMs, limits.signal);
  }
}

/** Of a try: an answer, or what the transport says where none came. */
type Outcome = { readonly answer: Answer } | { readonly answer?: undefined; readonly failure: unknown };

async function outcomeOfTry(request: Request, limits: TimeLimits): Promise<Outcome> {
  try {
    return { answer: await follow(request, limits) };
  } catch (failure) {
    if (limits.signal.aborted) throw limits.signal.reason;
    if (failure instanceof TotalError) throw failure;
    return { failure };
  }
}

/** @returns milliseconds; `undefined` where another try would not help, or has to wait for too long */
function waitBeforeNextTry(
  outcome: Outcome,
  tries: number,
  { timeoutMs }: RetryingRequest,
): number | undefined {
  const ownMs = backoffMs(tries, Math.random());
  if (outcome.answer === undefined) return isLasting(outcome.failure) ? undefined : ownMs;
  if (!isWorthRetrying(outcome.answer.status)) return undefined;
  const askedMs = retryAfterMs(outcome.answer.header("retry-after"), Date.now()) ?? 0;
  return askedMs > timeoutMs ? undefined : Math.max(ownMs, askedMs);
}

function unavailable({ address }: Request, outcome: Outcome, tries: number): TotalError {
  const notes = tries === 1 ? [] : [`${tries} tries`];
  if (outcome.answer === undefined) {
    const { failure: cause } = outcome;
    const got = withNotes(shownFailure(cause), notes);
    return httpFault("SOURCE_UNAVAILABLE", address.name, { expected: "an answer", got, cause });
  }
  const { origin } = outcome.answer.url;
  // Not where to: a redirect's path and query may be somebody's key.
  if (origin !== address.url.origin) notes.unshift(`redirected to ${origin}`);
  const got = withNotes(shownStatus(outcome.answer), notes);
  return httpFault("SOURCE_UNAVAILABLE", address.name, { expected: "200", got });
}

function withNotes(text: string, notes: readonly string[]): string {
  return notes.length === 0 ? text : `${text} (${notes.join(", ")})`;
}
