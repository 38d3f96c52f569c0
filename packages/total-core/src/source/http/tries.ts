import { TotalError, type TotalErrorCode } from "../../contract/errors.js";
import { sleep } from "../../basics/sleep.js";
import { httpFault, shownStatus, type HttpFault } from "./fault.js";
import { follow, type Answer, type Request } from "./follow.js";
import { isLasting, shownFailure } from "./network-failure.js";
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
type Outcome = { readonly answer: Answer } | { readonly answer?: undefined; readonly failure: unknown };

/**
 * The tries of one reading of the numbers. `retries` bounds them all, first requests and requests for the rest of a body.
 *
 * HTTP is retried and resumed here and not by undici's retry interceptor, because that joins the parts of two different contents where
 * the ETag is weak or absent. Here a body is resumed only if a strong ETag proves that the content is the same.
 *
 * Each try begins at the named address, because the target of a redirect may be valid only once.
 */
export class Tries {
  readonly limits: TimeLimits;
  private readonly request: RetryingRequest;
  private made = 0;

  constructor(request: RetryingRequest, limits: TimeLimits) {
    this.request = request;
    this.limits = limits;
  }

  /** The name of the address in errors. */
  get name(): string {
    return this.request.address.name;
  }

  /**
   * The answer of 200, after as many redirects and tries as it takes. Its body is not read yet.
   *
   * @throws TotalError SOURCE_UNAVAILABLE where there is none; the reason of the `limits` once their time is over
   */
  first(): Promise<Answer> {
    return this.answered([200], {});
  }

  /**
   * The same, of any of these statuses: the first is the one that errors expect.
   * @param headers for these tries alone; they take precedence over all others
   */
  async answered(statuses: readonly number[], headers: HeaderFields): Promise<Answer> {
    const outcome = await this.outcome(headers);
    const { answer } = outcome;
    if (answer !== undefined && statuses.includes(answer.status)) return answer;
    if (answer === undefined) {
      const { failure: cause } = outcome;
      if (cause instanceof TotalError) throw cause;
      throw this.fault("SOURCE_UNAVAILABLE", { expected: "an answer", got: shownFailure(cause), cause });
    }
    answer.discard();
    const { origin } = answer.url;
    // Only its origin: the path and query of a redirect may be somebody's key.
    const notes = origin === this.request.address.url.origin ? [] : [`redirected to ${origin}`];
    throw this.fault(
      "SOURCE_UNAVAILABLE",
      { expected: String(statuses[0]), got: shownStatus(answer) },
      notes,
    );
  }

  /**
   * Tries again after the usual wait.
   *
   * @param headers for these tries alone; they take precedence over all others
   * @returns `undefined` where no try is left, or no answer comes
   */
  async next(headers: HeaderFields): Promise<Answer | undefined> {
    if (this.isLast) return undefined;
    await this.waitForNext(backoffMs(this.made, Math.random()));
    return (await this.outcome(headers)).answer;
  }

  /** A fault that tells the number of tries, if there were several: `503 Service Unavailable (3 tries)`. */
  fault(code: TotalErrorCode, fault: HttpFault, notes: readonly string[] = []): TotalError {
    const all = this.made <= 1 ? notes : [...notes, `${this.made} tries`];
    const got = all.length === 0 ? fault.got : `${fault.got} (${all.join(", ")})`;
    return httpFault(code, this.name, { ...fault, got });
  }

  /** Tries until an answer is final or no try is left. */
  private async outcome(headers: HeaderFields): Promise<Outcome> {
    for (;;) {
      this.made += 1;
      const outcome = await this.outcomeOfTry(headers);
      const waitMs = this.isLast ? undefined : this.waitAfter(outcome);
      if (waitMs === undefined) return outcome;
      outcome.answer?.discard();
      await this.waitForNext(waitMs);
    }
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

  /** @returns milliseconds; `undefined` where another try would not help, or would have to wait too long */
  private waitAfter(outcome: Outcome): number | undefined {
    const ownMs = backoffMs(this.made, Math.random());
    if (outcome.answer === undefined) {
      const isFinal = outcome.failure instanceof TotalError || isLasting(outcome.failure);
      return isFinal ? undefined : ownMs;
    }
    if (!isWorthRetrying(outcome.answer.status)) return undefined;
    const askedMs = retryAfterMs(outcome.answer.header("retry-after"), Date.now()) ?? 0;
    return askedMs > this.request.timeoutMs ? undefined : Math.max(ownMs, askedMs);
  }
}
