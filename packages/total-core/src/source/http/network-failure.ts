import { quote } from "../../basics/quote.js";

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

/** A failure of the network in words. */
export function shownFailure(failure: unknown): string {
  const code = codeOf(failure);
  if (code === undefined)
    return failure instanceof Error && failure.message !== "" ? quote(failure.message) : "none";
  if (Object.hasOwn(WORDS, code)) return WORDS[code]!;
  if (isNoHttp(code)) return "something that is not HTTP";
  return isOfCertificate(code) ? `a certificate that is not trusted, ${code}` : code;
}

/** Whether another try can only come to the same: something answered, but not as it should. */
export function isLasting(failure: unknown): boolean {
  const code = codeOf(failure);
  return code !== undefined && (isNoHttp(code) || isOfCertificate(code));
}

/** Node's parser names its errors so. */
function isNoHttp(code: string): boolean {
  return code.startsWith("HPE_");
}

/** OpenSSL's names, as in `CERT_HAS_EXPIRED`, and Node's own `ERR_TLS_CERT_ALTNAME_INVALID`. */
function isOfCertificate(code: string): boolean {
  return /CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE/.test(code);
}

function codeOf(failure: unknown): string | undefined {
  if (typeof failure !== "object" || failure === null) return undefined;
  if ("code" in failure && typeof failure.code === "string") return failure.code;
  // fetch says no more than that it failed, and hands the reason on.
  return "cause" in failure ? codeOf(failure.cause) : undefined;
}
