/** Addresses among the sources of shards. */
import { checkedInteger, checkedMilliseconds } from "../basics/option-values.js";
import type { TotalError } from "../contract/errors.js";
import { parsedAddress, type Address } from "../source/http/address.js";
import { contentRange, storedLength } from "../source/http/body-headers.js";
import { httpFault } from "../source/http/fault.js";
import { fetchTransport } from "../source/http/fetch-transport.js";
import type { Answer } from "../source/http/follow.js";
import { nodeTransport } from "../source/http/node-transport.js";
import { checkedHeaders, commonHeaders } from "../source/http/request-headers.js";
import { TimeLimits } from "../source/http/time-limits.js";
import type { Transport } from "../source/http/transport.js";
import { Tries, type RetryingRequest } from "../source/http/tries.js";
import type { Reach, ReachOptions } from "./reach.js";
import type { ListedSource, ShardOptions } from "./shard.js";
import { publicName } from "./source-name.js";

const TIMEOUT_MS = 30_000;
/** For size and version. */
const DEADLINE_MS = 600_000;
const RETRIES = 3;
const MAX_REDIRECTS = 5;

type State = Omit<ListedSource, "source">;

/** The address, by the name that parts and errors have. */
export function addressOf(source: string): Address {
  return { ...parsedAddress(source), name: publicName(source) };
}

export function keptTransport(): Transport {
  return nodeTransport(true) ?? fetchTransport;
}

/**
 * @throws TypeError or RangeError for an address, a header or a number that cannot be
 */
export function requestTo(
  source: string,
  { headers, timeoutMs = TIMEOUT_MS, maxRedirects = MAX_REDIRECTS }: ReachOptions,
  { format }: Pick<ShardOptions, "format"> = {},
): RetryingRequest {
  const address = addressOf(source);
  return {
    address,
    transport: keptTransport(),
    commonHeaders: commonHeaders(format),
    ownHeaders: { ...address.headers, ...checkedHeaders(headers) },
    timeoutMs: checkedMilliseconds("timeoutMs", timeoutMs, { min: 1 }),
    maxRedirects: checkedInteger("maxRedirects", maxRedirects, { min: 0 }),
    retries: RETRIES,
    onRetry() {},
  };
}

/**
 * The size and version of what is at an address: asked for its first byte, as an address that is signed for GET takes no HEAD.
 * @throws TotalError SOURCE_UNAVAILABLE, SOURCE_TIMEOUT
 */
export async function stateOfAddress(request: RetryingRequest, { signal }: Reach): Promise<State> {
  const { timeoutMs, address } = request;
  const limits = new TimeLimits(signal, address.name, { timeoutMs, deadlineMs: DEADLINE_MS });
  try {
    const tries = new Tries(request, limits);
    const answer = await tries.answered([200, 206, 416], { range: "bytes=0-0" });
    const state = stateOfAnswer(answer);
    // Nothing has no first byte. Its version is not told then.
    if (answer.status !== 206 || state.size === null) answer.discard();
    else for await (const _byte of answer.body);
    return state;
  } finally {
    limits.end();
  }
}

export function stateOfAnswer(answer: Answer): State {
  const whole = answer.status === 200 ? storedLength(answer) : contentRange(answer)?.length;
  return { size: whole ?? null, version: answer.header("etag") ?? null };
}

/** How an address differs from what was listed, as far as both tell it; `undefined` where it does not. */
export function changedAddress({ source, size, version }: ListedSource, now: State): TotalError | undefined {
  const got = isOther(version, now.version)
    ? "another ETag"
    : isOther(size, now.size)
      ? `${now.size} bytes after ${size}`
      : undefined;
  if (got === undefined) return undefined;
  return httpFault("SOURCE_CHANGED", publicName(source), {
    expected: "content that stays as it was listed",
    got,
  });
}

function isOther(listed: unknown, seen: unknown): boolean {
  return listed !== null && seen !== null && listed !== seen;
}
