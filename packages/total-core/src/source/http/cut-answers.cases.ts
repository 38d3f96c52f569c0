/** Answers that are cut short, and what may come after them. */
import { afterEach, beforeEach, expect, vi } from "vitest";
import { httpNumbers, type HttpNumbersOptions } from "./http-numbers.js";
import { collectedBytes, faultOf } from "../../testing/collected.js";
import { answerHead, ok, rawServer, type RawServer } from "../../testing/raw-server.js";

/** For the whole file. Half of a wait is left to chance: with less than no chance there is no wait. */
export function withoutWaits(): void {
  beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(-1));
  afterEach(() => void vi.restoreAllMocks());
}

export type Headers = Readonly<Record<string, string | number>>;

export const BODY = "[1,20,300,4000]";
export const JSON_TYPE = { "content-type": "application/json" };
export const HEADERS: Headers = { ...JSON_TYPE, etag: '"v1"' };
export const CHUNKED: Headers = { ...HEADERS, "transfer-encoding": "chunked" };

/** The head of a whole answer and the first `length` bytes of it; then the connection is closed. */
export function cutAt(length: number, headers: Headers = HEADERS, body: string | Uint8Array = BODY): Buffer {
  return ok(body, headers).subarray(0, ok(body, headers).length - body.length + length);
}

/** The rest from `offset` on, as it should be. */
export function rest(offset: number, changes: Headers = {}): Buffer {
  const headers = {
    etag: '"v1"',
    "content-range": `bytes ${offset}-${BODY.length - 1}/${BODY.length}`,
    "content-length": BODY.length - offset,
    ...changes,
  };
  return Buffer.from(answerHead("206 Partial Content", headers) + BODY.slice(offset));
}

/** Gives one answer after the other, and the last one again and again. */
export function serverOf(...answers: readonly (string | Uint8Array)[]): Promise<RawServer> {
  return rawServer((socket, _, number) => socket.end(answers[Math.min(number, answers.length) - 1]!));
}

export async function textFrom(...answers: readonly (string | Uint8Array)[]): Promise<string> {
  const server = await serverOf(...answers);
  const { text } = await collectedBytes(httpNumbers(server.origin));
  expect(server.requests).toHaveLength(answers.length);
  await server.allClosed();
  return text;
}

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly requests: number;
}

export async function faultFrom(
  answers: readonly (string | Uint8Array)[],
  options: HttpNumbersOptions = {},
): Promise<Fault> {
  const server = await serverOf(...answers);
  const fault = await faultOf(httpNumbers(server.origin, options));
  expect(fault.place).toEqual({ source: server.origin });
  await server.allClosed();
  return {
    code: fault.code,
    message: fault.message.replace(server.origin, "http://x"),
    requests: server.requests.length,
  };
}

export function cutFault(tries: number): Fault {
  const notes = tries === 1 ? "" : ` (${tries} tries)`;
  return {
    code: "SOURCE_UNAVAILABLE",
    message: `GET http://x: expected the whole answer, got a connection that was cut${notes}`,
    requests: tries,
  };
}
