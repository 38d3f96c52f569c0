/** Numbers APIs that tell what becomes of them. */
import type { Batch, EncodedBatch, NumbersApi } from "../contract/numbers-api.js";

const encoder = new TextEncoder();

export function text(digits: string, options: Partial<EncodedBatch> = {}): EncodedBatch {
  return { bytes: encoder.encode(digits), format: "text", ...options };
}

/** A source of these batches, which tells what becomes of it. */
export function sourceOf(
  ...batches: readonly unknown[]
): NumbersApi & { events: string[]; signals: AbortSignal[] } {
  const events: string[] = [];
  const signals: AbortSignal[] = [];
  return {
    events,
    signals,
    async *numbers({ signal }) {
      signals.push(signal);
      try {
        for (const batch of batches) {
          events.push("next");
          yield batch as Batch;
        }
        events.push("done");
      } finally {
        events.push("closed");
      }
    },
  };
}

/** A source that delivers one batch and then nothing more, for ever, whatever it is told. */
export function silentSource(): NumbersApi & { asked: number; returned: number; signals: AbortSignal[] } {
  const source = {
    asked: 0,
    returned: 0,
    signals: [] as AbortSignal[],
    numbers: ({ signal }: { signal: AbortSignal }): AsyncIterable<Batch> => {
      source.signals.push(signal);
      return {
        [Symbol.asyncIterator]: () => ({
          next: () =>
            source.asked++ === 0
              ? Promise.resolve({ done: false, value: [1] })
              : new Promise<never>(() => {}),
          return: () => {
            source.returned++;
            return new Promise<never>(() => {});
          },
        }),
      };
    },
  };
  return source;
}

/** Resolves when all that is ready to run has run. */
export const macrotask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
