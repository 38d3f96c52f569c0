import { TotalError } from "../../contract/errors.js";
import { sleep } from "../../basics/sleep.js";
import { follow, type Answer, type Request } from "./follow.js";
import { isLasting } from "./network-failure.js";
import { backoffMs, isWorthRetrying, retryAfterMs } from "./retry.js";
import type { TimeLimits } from "./time-limits.js";
import type { HeaderFields } from "./transport.js";

export interface RetryingRequest extends Request {
  /** The greatest number of tries after the first. */
  readonly retries: number;
  /** An answer whose Retry-After is longer than this ends the tries. */
  readonly timeoutMs: number;
  /** Called before each further try with the number of tries so far. */
  readonly onRetry: (tries: number) => void;
}

/** The outcome of a try: an answer, or the failure of the transport. */
export type Outcome =
  { readonly answer: Answer } | { readonly answer?: undefined; readonly failure: unknown };

/**
 * The tries of one reading of the numbers. `retries` bounds them all, first requests and requests for the rest of a body.
 *
 * HTTP is retried and resumed here and not by undici's retry interceptor, because that joins the parts of two different contents where
 * the ETag is weak or absent. Here a body is resumed only if a strong ETag proves that the content is the same.
 *
 * Each try begins at the named address, because the target of a redirect may be valid only once.
 */
export class Tries {
  readonly request: RetryingRequest;
  private readonly limits: TimeLimits;
  private made = 0;

  constructor(request: RetryingRequest, limits: TimeLimits) {
    this.request = request;
    this.limits = limits;
  }

  /** The number of tries as errors show it; nothing after one try. */
  get notes(): readonly string[] {
    return this.made <= 1 ? [] : [`${this.made} tries`];
  }

  /**
   * Tries until an answer is final or no try is left. The body of the answer is not read yet.
   *
   * @param headers for these tries alone; they take precedence over all others
   * @throws the reason of the `limits` once their time is over
   */
  async outcome(headers: HeaderFields = {}): Promise<Outcome> {
    for (;;) {
      this.made += 1;
      const outcome = await this.outcomeOfTry(headers);
      const waitMs = this.isLast ? undefined : waitBeforeNextTry(outcome, this.made, this.request);
      if (waitMs === undefined) return outcome;
      outcome.answer?.discard();
      await this.waitForNext(waitMs);
    }
  }

  /** Tries again after the usual wait; `undefined` where no try is left. */
  async nextOutcome(headers: HeaderFields): Promise<Outcome | undefined> {
    if (this.isLast) return undefined;
    await this.waitForNext(backoffMs(this.made, Math.random()));
    return this.outcome(headers);
  }

  private async waitForNext(ms: number): Promise<void> {
    await sleep(ms, this.limits.signal);
    this.request.onRetry(this.made);
  }

  private get isLast(): boolean {
    return this.made > this.request.retries;
  }

  private async outcomeOfTry(headers: HeaderFields): Promise<Outcome> {
    try {
      return { answer: await follow(this.request, this.limits, headers) };
    } catch (failure) {
      if (this.limits.signal.aborted) throw this.limits.signal.reason;
      return { failure };
    }
  }
}

/** @returns milliseconds; `undefined` where another try would not help, or would have to wait too long */
function waitBeforeNextTry(
  outcome: Outcome,
  tries: number,
  { timeoutMs }: RetryingRequest,
): number | undefined {
  const ownMs = backoffMs(tries, Math.random());
  if (outcome.answer === undefined) {
    const isFinal = outcome.failure instanceof TotalError || isLasting(outcome.failure);
    return isFinal ? undefined : ownMs;
  }
  if (!isWorthRetrying(outcome.answer.status)) return undefined;
  const askedMs = retryAfterMs(outcome.answer.header("retry-after"), Date.now()) ?? 0;
  return askedMs > timeoutMs ? undefined : Math.max(ownMs, askedMs);
}
