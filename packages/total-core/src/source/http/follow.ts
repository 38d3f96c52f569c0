import { isHttp, parsedUrl, type Address } from "./address.js";
import { cutAt, httpFault, shownStatus } from "./fault.js";
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

/** Statuses of redirects, RFC 9110, section 15.4. For a GET they all mean the same. */
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * The answer to a GET, wherever redirects lead to it. Its body is not yet read.
 *
 * @param headers sent to every address on the way, and before all others
 * @throws TotalError SOURCE_UNAVAILABLE where redirects lead nowhere, or on and on; what `limits` says where
 * the time is over; what the transport says where no answer came
 */
export async function follow(request: Request, limits: TimeLimits, headers: HeaderFields): Promise<Answer> {
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
    if (!REDIRECTS.includes(answer.status)) return { ...answer, url };
    answer.discard();
    if (redirects === maxRedirects) {
      throw badRedirect(address, `at most ${maxRedirects} redirects`, "one more");
    }
    url = redirectTarget(answer, url, address);
  }
}

/**
 * The address that a redirect leads to.
 *
 * @param from the address that answered
 * @param asked the address that the caller named
 */
function redirectTarget(answer: TransportAnswer, from: URL, asked: Address): URL {
  const location = answer.header("location");
  const target = location === undefined ? undefined : parsedUrl(location, from);
  if (target === undefined) {
    const lack = location === undefined ? "no address" : "something that is no address";
    throw badRedirect(asked, "200", `${shownStatus(answer)} to ${lack}`);
  }
  if (!isHttp(target)) {
    throw badRedirect(asked, "redirects to http: or https:", `one to ${cutAt(20, target.protocol)}`);
  }
  // A user name and a password that the redirect itself adds are not used.
  target.username = "";
  target.password = "";
  return target;
}

function badRedirect({ name }: Address, expected: string, got: string): Error {
  return httpFault("SOURCE_UNAVAILABLE", name, { expected, got });
}
