import { shownText } from "../../basics/quote.js";
import { TotalError, type Fault, type TotalErrorCode } from "../../contract/errors.js";
import type { AnswerHead } from "./transport.js";

export type HttpFault = Pick<Fault, "expected" | "got" | "cause">;

/** A fault of an address: `GET https://numbers.test/v1: expected 200, got 404 Not Found`. */
export function httpFault(code: TotalErrorCode, name: string, fault: HttpFault): TotalError {
  return new TotalError(code, { doing: "GET", place: { source: name }, ...fault });
}

/** `503 Service Unavailable`, cut and escaped like all that comes from outside. */
export function shownStatus({ status, statusText }: AnswerHead): string {
  return statusText === "" ? String(status) : `${status} ${shownText(statusText)}`;
}

export function cutAt(length: number, text: string): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
