import { unlessAborted } from "../../basics/sleep.js";
import { httpFault } from "./fault.js";

/** A timer that is later than this shows that the event loop was held up. */
const LATE_MS = 10;

/**
 * The time that one reading of the numbers may take. Its signal aborts when the caller's does, when the
 * deadline is over, and when one wait takes too long; the reading then fails with the signal's reason.
 */
export class TimeLimits {
  private readonly controller = new AbortController();
  readonly signal: AbortSignal = this.controller.signal;
  private readonly caller: AbortSignal;
  private readonly deadline: ReturnType<typeof setTimeout>;
  private readonly name: string;
  private readonly timeoutMs: number;

  /** Starts the clock. {@link end} stops it. */
  constructor(
    caller: AbortSignal,
    name: string,
    { timeoutMs, deadlineMs }: { timeoutMs: number; deadlineMs: number },
  ) {
    this.caller = caller;
    this.name = name;
    this.timeoutMs = timeoutMs;
    this.deadline = setTimeout(() => this.runOut("the end of the answer", deadlineMs), deadlineMs);
    caller.addEventListener("abort", this.followCaller);
  }

  /**
   * Waits for at most `timeoutMs`, not counting the time that the event loop was held up, in which nothing
   * could be received.
   *
   * @param expected what is waited for: `an answer`
   */
  async wait<T>(promise: Promise<T>, expected: string): Promise<T> {
    let timer: ReturnType<typeof setTimeout>;
    const waitFor = (ms: number) => {
      const due = performance.now() + ms;
      timer = setTimeout(() => {
        const lateMs = performance.now() - due;
        if (lateMs < LATE_MS) this.runOut(expected, this.timeoutMs);
        else waitFor(lateMs);
      }, ms);
    };
    waitFor(this.timeoutMs);
    try {
      return await unlessAborted(promise, this.signal);
    } finally {
      clearTimeout(timer!);
    }
  }

  /** The reading is over: no timer is left running, and a connection that is still open is closed. */
  end(): void {
    clearTimeout(this.deadline);
    this.caller.removeEventListener("abort", this.followCaller);
    this.controller.abort();
  }

  private runOut(expected: string, ms: number): void {
    const fault = { expected: `${expected} within ${ms} ms`, got: "none" };
    this.controller.abort(httpFault("SOURCE_TIMEOUT", this.name, fault));
  }

  private readonly followCaller = (): void => this.controller.abort(this.caller.reason);
}
