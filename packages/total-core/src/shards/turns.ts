/** Does one piece of work after the other, in the order in which it is given. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** @throws whatever the work throws */
  take<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }
}
