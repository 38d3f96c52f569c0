/**
 * How a browser's answer came. In HTTP/2 each answer ends with a flag of its own (RFC 9113, section 8.1), and Firefox fails where that is missing; in
 * HTTP/1.1 an answer with neither Content-Length nor chunks ends where the connection does, cut or not. Which of the two it was, only the timing of the
 * answer tells, once it has ended.
 *
 * Chromium takes an answer for whole that was reset with the code NO_ERROR before that flag, and so resets Node an answer that its server destroys. Of
 * other browsers nothing is known. test/http2.full.test.ts shows both.
 */

/** Tells, after the body's end, whether the protocol has shown it. */
export interface EndWatch {
  isShown(): Promise<boolean>;
  /** To be called where nothing asks any more. */
  stop(): void;
}

/** The timing comes in a task after the body's end, if the browser tells it at all. */
const LONGEST_WAIT_MS = 2000;

/** Over plain HTTP, browsers speak no HTTP/2. */
export function canWatchProtocol(url: string): boolean {
  // Firefox's engine alone has this class, in workers too.
  const isFirefox = typeof (globalThis as { readonly InternalError?: unknown }).InternalError === "function";
  return (
    isFirefox &&
    url.startsWith("https:") &&
    typeof PerformanceObserver === "function" &&
    PerformanceObserver.supportedEntryTypes?.includes("resource") === true
  );
}

/**
 * Watches for the answer of an address. Where several answers come meanwhile, all have to be over HTTP/2.
 *
 * @param since answers that began before are others, by `performance.now()`
 */
export function watchProtocol(url: string, since: number): EndWatch {
  const { href } = withoutFragment(url);
  const seen: boolean[] = [];
  let tell: (() => void) | undefined;
  const observer = new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries() as PerformanceResourceTiming[]) {
      if (withoutFragment(entry.name).href !== href || entry.startTime < since) continue;
      // A service worker may have made the answer itself.
      seen.push(entry.nextHopProtocol === "h2" && entry.workerStart === 0);
    }
    if (seen.length > 0) tell?.();
  });
  observer.observe({ type: "resource", buffered: true });
  return {
    async isShown() {
      if (seen.length === 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LONGEST_WAIT_MS);
          tell = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      return seen.length > 0 && seen.every(Boolean);
    },
    stop: () => observer.disconnect(),
  };
}

function withoutFragment(address: string): URL {
  const url = new URL(address);
  url.hash = "";
  return url;
}
