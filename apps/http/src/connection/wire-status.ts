import type { ServerResponse } from "node:http";

/** The status in the log and the metrics where none went over the wire: nginx's number for a client that left before its answer began. */
export const NO_ANSWER = 499;

/** The status of what went over the wire in place of the answer; 0 where nothing went over it. */
const INSTEAD: unique symbol = Symbol("status on the wire instead of the answer's");

type MarkedAnswer = ServerResponse & { [INSTEAD]?: number };

/** The request was refused past its answer, which is not sent any more. @param status 0 where the refusal did not reach the wire */
export function noteRefusal(answer: MarkedAnswer, status: number): void {
  answer[INSTEAD] = status;
}

/** The answer was written to a connection that was closed already. */
export function noteLost(answer: MarkedAnswer): void {
  answer[INSTEAD] ??= 0;
}

/** The status that went over the wire; undefined where none did. "102 Processing" and "100 Continue" are no answers. */
export function statusOnWire(answer: MarkedAnswer): number | undefined {
  const instead = answer[INSTEAD];
  if (instead !== undefined) return instead === 0 ? undefined : instead;
  return answer.headersSent ? answer.statusCode : undefined;
}
