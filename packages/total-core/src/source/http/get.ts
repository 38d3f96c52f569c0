import { TotalError } from "../../errors.js";
import { sleep } from "../../sleep.js";
import type { Address } from "./address.js";
import { httpFault } from "./http-fault.js";
import { shownFailure, isNoHttp } from "./network-failure.js";
import { isRedirect, redirectTarget } from "./redirect.js";
import { backoffMs, isWorthRetrying, retryAfterMs } from "./retry.js";
import { shownStatus } from "./status.js";
import type { TimeLimits } from "./time-limits.js";
import type { HeaderFields, Transport, TransportAnswer } from "./transport.js";

export interface Request {
  readonly address: Address;
  readonly transport: Transport;
  /** Sent to every address on the way. */
  readonly commonHeaders: HeaderFields;
  /** Sent to the origin of `address` only. */
  readonly ownHeaders: HeaderFields;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly maxRedirects: number;
}

export interface Answer extends TransportAnswer {
  /** The address that gave it, after redirects. */
  readonly url: URL;
}

/**
 * The answer of 200 to a GET, after as many redirects and tries as it takes. Its body is not yet read.
 *
 * A try begins at the named address: where that redirects to may be for one use only.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where there is none; what `limits` says where the time is over
 */
export async function get(request: Request, limits: TimeLimits): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await outcomeOf(request, limits);
    if ("answer" in outcome && outcome.answer.status === 200) return outcome.answer;
    const notes: string[] = tries === 1 ? [] : [`${tries} tries`];
    let waitMs = backoffMs(tries, Math.random());
    let mayRetry = tries <= request.retries;
    if ("answer" in outcome) {
      const { answer } = outcome;
      answer.discard();
      mayRetry &&= isWorthRetrying(answer.status);
      const askedMs = retryAfterMs(answer.header("retry-after"), Date.now());
      if (mayRetry && askedMs !== undefined && askedMs > request.timeoutMs) {
        mayRetry = false;
        notes.push("asks for a longer wait than the timeout");
      }
      waitMs = Math.max(waitMs, askedMs ?? 0);
      if (answer.url.origin !== request.address.url.origin)
        notes.unshift(`redirected to ${answer.url.origin}`);
    } else {
      mayRetry &&= !isNoHttp(outcome.failure);
    }
    if (!mayRetry) throw unavailable(request.address.name, outcome, notes);
    await sleep(waitMs, limits.signal);
  }
}

type Outcome = { readonly answer: Answer } | { readonly failure: unknown };

function unavailable(name: string, outcome: Outcome, notes: readonly string[]): TotalError {
  const suffix = notes.length === 0 ? "" : ` (${notes.join(", ")})`;
  return "answer" in outcome
    ? httpFault("SOURCE_UNAVAILABLE", name, { expected: "200", got: shownStatus(outcome.answer) + suffix })
    : httpFault("SOURCE_UNAVAILABLE", name, {
        expected: "an answer",
        got: shownFailure(outcome.failure) + suffix,
        cause: outcome.failure,
      });
}

async function outcomeOf(request: Request, limits: TimeLimits): Promise<Outcome> {
  try {
    return { answer: await followed(request, limits) };
  } catch (failure) {
    if (limits.signal.aborted) throw limits.signal.reason;
    if (failure instanceof TotalError) throw failure;
    return { failure };
  }
}

async function followed(
  { address, transport, commonHeaders, ownHeaders, maxRedirects }: Request,
  limits: TimeLimits,
): Promise<Answer> {
  let { url } = address;
  for (let redirects = 0; ; redirects += 1) {
    const isNamedOrigin = url.origin === address.url.origin;
    const answer = await limits.wait(
      transport({
        url,
        headers: isNamedOrigin ? { ...commonHeaders, ...ownHeaders } : commonHeaders,
        mayFollow: redirects < maxRedirects && !(isNamedOrigin && Object.keys(ownHeaders).length > 0),
        signal: limits.signal,
      }),
      "an answer",
    );
    if (!isRedirect(answer)) return { ...answer, url };
    answer.discard();
    if (redirects === maxRedirects) {
      const fault = { expected: `at most ${maxRedirects} redirects`, got: "one more" };
      throw httpFault("SOURCE_UNAVAILABLE", address.name, fault);
    }
    url = redirectTarget(answer, url, address.name);
  }
}
