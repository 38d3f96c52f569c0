/**
 * What every answer has. Nothing here may be kept by a cache, taken for another type than it says, shown in a frame, or load anything.
 *
 * Strict-Transport-Security is for whatever ends TLS in front of the service: over plain HTTP it must not be sent (RFC 6797 section 7.2).
 */
export const COMMON_HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
} as const;
