import { TotalError } from "../../contract/errors.js";
import { sleep } from "../../basics/sleep.js";
import { follow, type Answer, type Request } from "./follow.js";
import { isLasting } from "./network-failure.js";
import { backoffMs, isWorthRetrying, retryAfterMs } from "./retry.js";
import type { TimeLimits } from "./time-limits.js";
import type { HeaderFields } from "./transport.js";

export interface RetryingRequest extends Request {
  /** How many more tries there may be after the first. */
  readonly retries: number;
  /** Where an answer asks to be left alone for longer than this, there are no more tries. */
  readonly timeoutMs: number;
  /** Told before each further try how many there were. */
  readonly onRetry: (tries: number) => void;
}

/** Of a try: an answer, or what the transport says where none came. */
export type Outcome =
  { readonly answer: Answer } | { readonly answer?: undefined; readonly failure: unknown };

/**
 * The tries of one reading of the numbers, of which `retries` is the bound, whatever they are made for.
 *
 * Each try begins at the named address: where that redirects to may be good for one use only.
 */
export class Tries {
  readonly request: RetryingRequest;
  private readonly limits: TimeLimits;
  private made = 0;

  constructor(request: RetryingRequest, limits: TimeLimits) {
    this.request = request;
    this.limits = limits;
  }

  /** What errors say of how many there were. */
  get notes(): readonly string[] {
    return this.made <= 1 ? [] : [`${this.made} tries`];
  }

  /**
   * What the first try comes to, or as many more as it takes and may be. The body of its answer is not yet read.
   *
   * @param headers of these tries alone; they go before all others
   * @throws what `limits` says where the time is over
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

  /** The same once more, after the usual wait; `undefined` where there may be no more tries. */
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

/** @returns milliseconds; `undefined` where another try would not help, or has to wait for too long */
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
