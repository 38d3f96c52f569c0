import type { QueueEvents } from "bullmq";

/** The part that a job has made; `undefined` where that is to be looked up: it failed, or nothing was heard of it. */
export type JobEnd = { readonly stored: string } | undefined;

/**
 * The ends of jobs as events tell them. `Job.waitUntilFinished` does it too, and asks Redis once more for each job whether it has ended: that is for jobs which were
 * added before anyone listened.
 */
export class JobEnds {
  readonly #waiting = new Map<string, (end: JobEnd) => void>();

  constructor(events: QueueEvents) {
    events.on("completed", ({ jobId, returnvalue: stored }) => this.#waiting.get(jobId)?.({ stored }));
    events.on("failed", ({ jobId }) => this.forget(jobId));
  }

  /** @param longestMs for how long to listen, in milliseconds */
  of(id: string, longestMs: number): Promise<JobEnd> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.forget(id), longestMs);
      this.#waiting.set(id, (end) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(end);
      });
    });
  }

  forget(id: string): void {
    this.#waiting.get(id)?.(undefined);
  }

  forgetAll(): void {
    for (const id of this.#waiting.keys()) this.forget(id);
  }
}
