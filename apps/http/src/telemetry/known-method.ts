/** OpenTelemetry's name for all other methods. */
export const OTHER_METHOD = "_OTHER";

const KNOWN_METHODS: ReadonlySet<string> = new Set([
  "CONNECT",
  "DELETE",
  "GET",
  "HEAD",
  "OPTIONS",
  "PATCH",
  "POST",
  "PUT",
  "QUERY",
  "TRACE",
]);

/** Maps any method to a bounded number of names. */
export function knownMethod(method = "GET"): string {
  return KNOWN_METHODS.has(method) ? method : OTHER_METHOD;
}
