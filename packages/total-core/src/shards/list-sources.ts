import type { HeaderFields } from "../source/http/transport.js";
import type { ListedSource } from "./shard.js";

/** How sources are reached. Nothing of it stands in a part. */
export interface ReachOptions {
  /** Cancels it. */
  readonly signal?: AbortSignal | undefined;
  /** Sent to the origin of each address. */
  readonly headers?: HeaderFields | undefined;
  /** The longest wait for an address, in milliseconds. @default 30_000 */
  readonly timeoutMs?: number | undefined;
  /** @default 5 */
  readonly maxRedirects?: number | undefined;
}

/**
 * The size and version of each source, in the order of the sources, as they become known: 64 are asked at a time.
 * @throws TotalError SOURCE_UNAVAILABLE for what cannot be listed: a file that is not there, a pipe, an address that does not answer
 */
export async function* listSources(
  sources: Iterable<string>,
  options: ReachOptions = {},
): AsyncGenerator<ListedSource, void, undefined> {
  void [sources, options];
}
