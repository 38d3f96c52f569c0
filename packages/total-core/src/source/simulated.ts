import { HOST_IS_LITTLE_ENDIAN } from "../basics/byte-order.js";
import { wrongType } from "../basics/describe.js";
import { eventLoopTurn, isTurnDue } from "../basics/event-loop.js";
import { checkedInteger, checkedMilliseconds } from "../basics/option-values.js";
import { sleep } from "../basics/sleep.js";
import type { BigIntegerArray, NumbersApi } from "../contract/numbers-api.js";

/** How a source waits; a test hands in a clock that does not. */
export interface Clock {
  /** Resolves after `ms` milliseconds, or rejects with the signal's reason once it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The options of {@link simulatedNumbers}. */
export interface SimulatedNumbersOptions {
  /**
   * How many numbers: an integer from 0 to 2^53 - 1.
   * @default 10_000_001
   */
  readonly count?: number | undefined;
  /**
   * Milliseconds before the first number. With 0 the clock is not asked.
   * @default 1000
   */
  readonly delayMs?: number | undefined;
  /** @default one with timers */
  readonly clock?: Clock | undefined;
}

/** Numbers a batch: 128 KiB stay in the second-level cache and are added in well under a millisecond. A divisor of 2^32, so that no batch spans a multiple of it. */
const BATCH_LENGTH = 2 ** 15;

const MOST_NUMBER_BYTES = BigUint64Array.BYTES_PER_ELEMENT;

/**
 * A numbers API to try things with: after a delay 0, 1, 2 … `count` - 1, as integers.
 * @throws TypeError or RangeError for options that cannot be
 */
export function simulatedNumbers({
  count = 10_000_001,
  delayMs = 1000,
  clock = { sleep },
}: SimulatedNumbersOptions = {}): NumbersApi {
  checkedInteger("count", count, { min: 0 });
  checkedMilliseconds("delayMs", delayMs, { min: 0 });
  if (typeof clock?.sleep !== "function") throw wrongType("clock", "an object with a method sleep", clock);
  return {
    async *numbers({ signal }): AsyncGenerator<Uint32Array | BigIntegerArray, void, undefined> {
      signal.throwIfAborted();
      if (delayMs > 0) await clock.sleep(delayMs, signal);
      const buffer = new Uint8Array(Math.min(BATCH_LENGTH, count) * MOST_NUMBER_BYTES);
      for (const batch of integersBelow(count, buffer)) {
        signal.throwIfAborted();
        yield batch;
        if (isTurnDue()) await eventLoopTurn();
      }
      signal.throwIfAborted();
    },
  };
}

/** `start` … `count` - 1 in arrays that all fill the same buffer: 32 bits a number below 2^32, 64 from there on. */
export function* integersBelow(
  count: number,
  buffer: Uint8Array,
  start = 0,
): Generator<Uint32Array | BigUint64Array, void, undefined> {
  const length = Math.floor(buffer.length / MOST_NUMBER_BYTES);
  const end32 = Math.min(count, 2 ** 32);
  for (; start < end32; start += length) {
    const words = new Uint32Array(buffer.buffer, buffer.byteOffset, Math.min(length, end32 - start));
    fillWords(words, start);
    yield words;
  }
  for (; start < count; start += length) {
    const integers = new BigUint64Array(buffer.buffer, buffer.byteOffset, Math.min(length, count - start));
    fillDoubleWords(integers, start);
    yield integers;
  }
}

/** Four at a time take a third less time than one at a time. */
function fillWords(words: Uint32Array, start: number): void {
  let i = 0;
  for (const fours = words.length & -4; i < fours; i += 4) {
    words[i] = start + i;
    words[i + 1] = start + i + 1;
    words[i + 2] = start + i + 2;
    words[i + 3] = start + i + 3;
  }
  for (; i < words.length; i += 1) words[i] = start + i;
}

const LOW_WORD = HOST_IS_LITTLE_ENDIAN ? 0 : 1;

/** Writes each number as two words: BigInts would take 30 times as long. */
function fillDoubleWords(integers: BigUint64Array, start: number): void {
  const words = new Uint32Array(integers.buffer, integers.byteOffset, 2 * integers.length);
  const low = start % 2 ** 32;
  const high = Math.floor(start / 2 ** 32);
  for (let i = 0; i < integers.length; i += 1) {
    words[2 * i + LOW_WORD] = low + i;
    words[2 * i + 1 - LOW_WORD] = high;
  }
}
