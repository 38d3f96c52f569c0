/** A numbers API while it is being read. */
import { wrongType } from "../basics/describe.js";
import type { Batch, NumbersApi, NumbersOptions } from "../contract/numbers-api.js";
import { lendBuffers } from "../contract/read-buffers.js";

/** The options of a reading. Their signal is made when it is asked for; a copy of the options has it like any other. */
class Asked implements NumbersOptions {
  /** Defined once for all readings: V8 keeps a getter of an object of its own until it collects all garbage, too. */
  static readonly #asProperty: PropertyDescriptor & ThisType<Asked> = {
    enumerable: true,
    get() {
      return this.#signal();
    },
  };
  declare readonly signal: AbortSignal;
  readonly #signal: () => AbortSignal;

  constructor(signal: () => AbortSignal, others: Omit<NumbersOptions, "signal">) {
    this.#signal = signal;
    Object.assign(this, others);
    Object.defineProperty(this, "signal", Asked.#asProperty);
  }
}

/** The batches of one reading. Where it ends before the source does, the source's own signal aborts, and its iterator returns, once. */
export class Reading implements AsyncIterableIterator<Batch> {
  /**
   * Made when a source asks for its signal. Node 20 keeps each signal until it collects all garbage, and a source that has all its numbers at once needs
   * none: 22,220 small files take 20 MB less so.
   */
  #controller: AbortController | undefined;
  readonly #batches: AsyncIterator<Batch>;

  constructor(api: NumbersApi, asked: Omit<NumbersOptions, "signal">) {
    const iterable = api.numbers(new Asked(() => this.#source.signal, asked));
    if (typeof iterable?.[Symbol.asyncIterator] !== "function") {
      throw wrongType("numbers()", "an async iterable", iterable);
    }
    this.#batches = iterable[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next batch. After {@link cancel} none is asked for, and one that was asked for before is never seen. */
  async next(): Promise<IteratorResult<Batch, undefined>> {
    this.throwIfCancelled();
    const result = await this.#batches.next();
    this.throwIfCancelled();
    return result;
  }

  /** Ends the source and waits until it has cleared up. `for await` calls this where the loop's body throws. */
  async return(): Promise<IteratorReturnResult<undefined>> {
    if (!this.#isCancelled) await this.#end(undefined);
    return { done: true, value: undefined };
  }

  /** Ends the source and does not wait for it. */
  cancel(reason: unknown): void {
    if (!this.#isCancelled) this.#end(reason).catch(() => {});
  }

  throwIfCancelled(): void {
    this.#controller?.signal.throwIfAborted();
  }

  get #isCancelled(): boolean {
    return this.#controller?.signal.aborted === true;
  }

  get #source(): AbortController {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      lendBuffers(this.#controller.signal);
    }
    return this.#controller;
  }

  async #end(reason: unknown): Promise<void> {
    this.#source.abort(reason);
    await this.#batches.return?.();
  }
}
