import type { Histogram } from "prom-client";

/** So many are handed on at a time. */
const WAITING = 256;

/**
 * What is observed under the same labels, handed on to the histogram by the hundred, and by {@link flush} before it is read.
 *
 * prom-client makes a string of the labels each time to find what it counts under them. Between two requests that took 1.5 µs of a
 * request's 22; again and again in one loop it takes 0.2.
 */
export class Series {
  readonly #observe: (value: number) => void;
  readonly #waiting = new Float64Array(WAITING);
  #length = 0;

  constructor(histogram: Histogram, labels: Readonly<Record<string, string>>) {
    this.#observe = histogram.labels(labels).observe;
  }

  observe(value: number): void {
    this.#waiting[this.#length++] = value;
    if (this.#length === WAITING) this.flush();
  }

  flush(): void {
    for (let i = 0; i < this.#length; i++) this.#observe(this.#waiting[i]!);
    this.#length = 0;
  }
}
