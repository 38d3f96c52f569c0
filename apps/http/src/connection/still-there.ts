import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The answer that a connection waits for, as Node notes it. */
export type SocketOfServer = Socket & { readonly _httpMessage?: ServerResponse | null };

const NOTHING = new Uint8Array(0);

/**
 * Asks a client whose answer is next whether it is still there: it gets a "102 Processing", which one that is still there has to put up
 * with (RFC 9110 section 15.2), and to which the system of one that is gone answers with a reset. The next question meets that, and
 * the connection is closed.
 *
 * HTTP/1.0 knows no answers before the answer. To write nothing shows a reset, too, but asks for none.
 */
export function askWhetherThere(answer: ServerResponse): void {
  if (answer.req.httpVersion === "1.0") answer.socket?.write(NOTHING);
  else answer.writeProcessing();
}
