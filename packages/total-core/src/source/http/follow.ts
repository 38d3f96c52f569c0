import type { Address } from "./address.js";
import { httpFault } from "./fault.js";
import { isRedirect, redirectTarget } from "./redirect.js";
import type { TimeLimits } from "./time-limits.js";
import type { HeaderFields, Transport, TransportAnswer } from "./transport.js";

export interface Request {
  readonly address: Address;
  readonly transport: Transport;
  /** Sent to every address on the way. */
  readonly commonHeaders: HeaderFields;
  /** Sent to the origin of `address` only. */
  readonly ownHeaders: HeaderFields;
  readonly maxRedirects: number;
}

export interface Answer extends TransportAnswer {
  /** The address that gave it, after redirects. */
  readonly url: URL;
}

/**
 * The answer to a GET, wherever redirects lead to it. Its body is not yet read.
 *
 * @param headers sent to every address on the way, and before all others
 * @throws TotalError SOURCE_UNAVAILABLE where redirects lead nowhere, or on and on; what `limits` says where
 * the time is over; what the transport says where no answer came
 */
export async function follow(
  request: Request,
  limits: TimeLimits,
  headers: HeaderFields = {},
): Promise<Answer> {
  const { address, transport, commonHeaders, ownHeaders, maxRedirects } = request;
  let { url } = address;
  for (let redirects = 0; ; redirects += 1) {
    const secrets = url.origin === address.url.origin ? ownHeaders : {};
    const answer = await limits.wait(
      transport({
        url,
        headers: { ...commonHeaders, ...secrets, ...headers },
        mayFollow: redirects < maxRedirects && Object.keys(secrets).length === 0,
        signal: limits.signal,
      }),
      "an answer",
    );
    if (!isRedirect(answer)) return { ...answer, url };
    answer.discard();
    if (redirects === maxRedirects) {
      const fault = { expected: `at most ${maxRedirects} redirects`, got: "one more" };
      throw httpFault("SOURCE_UNAVAILABLE", address.name, fault);
    }
    url = redirectTarget(answer, url, address.name);
  }
}
