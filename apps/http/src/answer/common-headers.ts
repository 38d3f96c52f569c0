/**
 * What every answer with a body has. Nothing here may be kept by a cache, taken for another type than it says, shown in a frame, or load
 * anything.
 *
 * One literal, and what an answer has besides is added to it: merging two objects of headers cost 6 µs a request, this costs 0.8.
 *
 * Strict-Transport-Security is for whatever ends TLS in front of the service: over plain HTTP it must not be sent (RFC 6797 section 7.2).
 */
export function contentHeaders(type: string, length: string): Record<string, string> {
  return {
    "Content-Type": type,
    "Content-Length": length,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
  };
}

/** What an answer without a body has. */
export function bareHeaders(): Record<string, string> {
  const { "Content-Type": _type, "Content-Length": _length, ...headers } = contentHeaders("", "");
  return headers;
}
