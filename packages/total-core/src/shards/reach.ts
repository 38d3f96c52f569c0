import type { GivenHeaders } from "../source/http/request-headers.js";

/** How sources are reached. Nothing of it stands in a part. */
export interface ReachOptions {
  /** Cancels it. */
  readonly signal?: AbortSignal | undefined;
  /** Where relative paths begin. @default the working directory */
  readonly folder?: string | undefined;
  /** Sent to the origin of each address. */
  readonly headers?: GivenHeaders | undefined;
  /** The longest wait for an address, in milliseconds. @default 30_000 */
  readonly timeoutMs?: number | undefined;
  /** @default 5 */
  readonly maxRedirects?: number | undefined;
}

/** The same, with a signal. */
export interface Reach extends ReachOptions {
  readonly signal: AbortSignal;
}
