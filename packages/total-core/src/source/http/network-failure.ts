import { quote } from "../../errors.js";

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "a connection that was cut",
  EPIPE: "a connection that was cut",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "no answer from the name server",
  ETIMEDOUT: "no connection in time",
  EHOSTUNREACH: "no way to the host",
  ENETUNREACH: "no way to the host",
  HPE_HEADER_OVERFLOW: "headers that are too long",
};

/** What went wrong on the network, in words. */
export function shownFailure(failure: unknown): string {
  const code = codeOf(failure);
  if (code !== undefined) return WORDS[code] ?? (isNoHttp(failure) ? "something that is not HTTP" : code);
  return failure instanceof Error && failure.message !== "" ? quote(failure.message) : "none";
}

/** True where something answered, but not in HTTP: Node's parser names its errors so. */
export function isNoHttp(failure: unknown): boolean {
  return codeOf(failure)?.startsWith("HPE_") === true;
}

function codeOf(failure: unknown): string | undefined {
  if (typeof failure !== "object" || failure === null) return undefined;
  if ("code" in failure && typeof failure.code === "string") return failure.code;
  // fetch says no more than that it failed, and hands the reason on.
  return "cause" in failure ? codeOf(failure.cause) : undefined;
}
