/** When to try again, and after how long. */

/** Whether another try may give an answer: after a timeout, too many requests, or a fault of the server. */
export function isWorthRetrying(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status <= 599);
}

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;

/**
 * Twice as long after each try, times a random factor from 1/2 to 1, so that callers that failed together do not
 * come back together.
 *
 * @param tries how many there were, from 1
 * @param random from 0 to 1
 */
export function backoffMs(tries: number, random: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** (tries - 1), LONGEST_BACKOFF_MS) * (0.5 + random / 2);
}

/**
 * The wait that a Retry-After header asks for, RFC 9110, section 10.2.3: seconds, or a date.
 *
 * @param now in milliseconds since 1970
 * @returns milliseconds from now, 0 for a date that is past; `undefined` where there is none that can be read
 */
export function retryAfterMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // Dates begin with a day of the week; Date.parse takes much else for a date.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
