/** What OpenTelemetry calls a method that few know. */
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

/** A bounded number of names, whatever clients send. */
export function knownMethod(method = "GET"): string {
  return KNOWN_METHODS.has(method) ? method : OTHER_METHOD;
}
