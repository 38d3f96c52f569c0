import type { TransportAnswer } from "./transport.js";

/** How an answer's bytes are encoded, RFC 9110, section 8.4, or on their way, RFC 9112, section 6.1: in lower case. */
export function codingOf(
  answer: TransportAnswer,
  header: "content-encoding" | "transfer-encoding",
): string | undefined {
  const coding = answer.header(header)?.trim().toLowerCase();
  return coding === "" || coding === "identity" ? undefined : coding;
}

/** Whether the answer was compressed for the transfer. */
export function isCompressed(answer: TransportAnswer): boolean {
  return codingOf(answer, "content-encoding") !== undefined;
}

/** How many bytes the decoded body has, where the answer tells. */
export function storedLength(answer: TransportAnswer): number | undefined {
  const length = answer.header("content-length") ?? "";
  const isKnown = !isCompressed(answer) && !answer.mayBeDecoded;
  return /^\d+$/.test(length) && isKnown ? Number(length) : undefined;
}
