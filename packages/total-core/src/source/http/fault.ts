import { TotalError, type Fault, type TotalErrorCode } from "../../contract/errors.js";

/** A fault of an address: `GET https://numbers.test/v1: expected 200, got 404 Not Found`. */
export function httpFault(
  code: TotalErrorCode,
  name: string,
  fault: Pick<Fault, "expected" | "got" | "cause">,
): TotalError {
  return new TotalError(code, { doing: "GET", place: { source: name }, ...fault });
}

/** `503 Service Unavailable (3 tries)` */
export function withNotes(text: string, notes: readonly string[]): string {
  return notes.length === 0 ? text : `${text} (${notes.join(", ")})`;
}
