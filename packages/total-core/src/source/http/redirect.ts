import { isHttp, parsedUrl } from "./address.js";
import { httpFault } from "./fault.js";
import { shownStatus } from "./status.js";
import type { TransportAnswer } from "./transport.js";

/** Statuses of redirects, RFC 9110, section 15.4. For a GET they all mean the same. */
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

export function isRedirect({ status }: TransportAnswer): boolean {
  return REDIRECTS.includes(status);
}

/**
 * Where a redirect leads.
 *
 * @param from the address that answered
 * @param name the name of the requested address in errors
 * @throws TotalError SOURCE_UNAVAILABLE where it leads nowhere, or to something else than http: or https:
 */
export function redirectTarget(answer: TransportAnswer, from: URL, name: string): URL {
  const location = answer.header("location");
  const target = location === undefined ? undefined : parsedUrl(location, from);
  if (target === undefined) {
    const lack = location === undefined ? "no address" : "something that is no address";
    throw httpFault("SOURCE_UNAVAILABLE", name, {
      expected: "200",
      got: `${shownStatus(answer)} to ${lack}`,
    });
  }
  if (!isHttp(target)) {
    const got = `one to ${shortened(target.protocol)}`;
    throw httpFault("SOURCE_UNAVAILABLE", name, { expected: "redirects to http: or https:", got });
  }
  // A user name and a password that the redirect itself adds are not used.
  target.username = "";
  target.password = "";
  return target;
}

function shortened(protocol: string): string {
  return protocol.length <= 20 ? protocol : `${protocol.slice(0, 20)}…`;
}
