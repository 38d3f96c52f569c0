/** A numbers API while it is being read. */
import { wrongType } from "../basics/describe.js";
import type { Batch, NumbersApi, NumbersOptions } from "../contract/numbers-api.js";
import { lendBuffers } from "../contract/read-buffers.js";
import { readBuffers } from "../kernel/memory.js";

/** The batches of one reading. Where it ends before the source does, the source's own signal aborts, and its iterator returns, once. */
export class Reading implements AsyncIterableIterator<Batch> {
  readonly #source = new AbortController();
  readonly #batches: AsyncIterator<Batch>;

  constructor(api: NumbersApi, asked: Omit<NumbersOptions, "signal">) {
    const { signal } = this.#source;
    lendBuffers(signal, readBuffers);
    const iterable = api.numbers({ signal, ...asked });
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
    if (!this.#source.signal.aborted) await this.#end(undefined);
    return { done: true, value: undefined };
  }

  /** Ends the source and does not wait for it. */
  cancel(reason: unknown): void {
    if (!this.#source.signal.aborted) this.#end(reason).catch(() => {});
  }

  throwIfCancelled(): void {
    this.#source.signal.throwIfAborted();
  }

  async #end(reason: unknown): Promise<void> {
    this.#source.abort(reason);
    await this.#batches.return?.();
  }
}
