/** Answers that come to a fault. */
import type { Socket } from "node:net";
import { expect } from "vitest";
import { httpNumbers, type HttpNumbersOptions } from "./http-numbers.js";
import { faultOf } from "../../testing/collected.js";
import { answerHead, chunk, rawServer } from "../../testing/raw-server.js";

export const CHUNKED = {
  "content-type": "application/json",
  "transfer-encoding": "chunked",
} as const;
/** A head, and the beginning of a body. */
export const PIECE: string = answerHead("200 OK", CHUNKED) + chunk("[1,").toString();

/** The fault of one answer, of which nothing is tried again. */
export async function faultOfAnswer(
  answer: (socket: Socket) => unknown,
  options: HttpNumbersOptions = {},
): Promise<{ code: string; message: string }> {
  const server = await rawServer(answer);
  const { code, message } = await faultOf(httpNumbers(server.origin, { retries: 0, ...options }));
  await server.allClosed();
  expect(message.length).toBeLessThan(500);
  return { code, message: message.replace(server.origin, "http://x") };
}
