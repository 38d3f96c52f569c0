import type { ClientRequest } from "node:http";
import { isNode, nodeModule } from "../../basics/node-modules.js";
import { NodeReads } from "./node-reads.js";
import type { Transport } from "./transport.js";

/** The most that the head of an answer may take. */
const MAX_HEAD_BYTES = 16_384;

/**
 * HTTP by Node's own client instead of its `fetch`, which would decode a body by itself, take a gzip body
 * that was cut short for a whole one (Node 20), and not tell how a body was framed.
 *
 * @returns `undefined` where this is not Node
 */
export function nodeTransport(): Transport | undefined {
  if (!isNode()) return undefined;
  const http = nodeModule("node:http");
  const https = nodeModule("node:https");
  if (http === undefined || https === undefined) return undefined;
  return ({ url, headers, signal }) =>
    new Promise((resolve, reject) => {
      const { request: send } = url.protocol === "https:" ? https : http;
      const reads = new NodeReads();
      // One connection for one request: none is left idle, and none is found to be closed when it is used again.
      const request: ClientRequest = send(url, {
        agent: false,
        headers: { "user-agent": "dlg", ...headers },
        maxHeaderSize: MAX_HEAD_BYTES,
        ...reads.into(() => request.socket),
      });
      const stop = () => request.destroy();
      signal.addEventListener("abort", stop, { once: true });
      request.once("close", () => {
        signal.removeEventListener("abort", stop);
        reject(new Error("the connection was closed"));
      });
      // Stays for the life of the request: after the head, what is wrong with the connection is told here.
      request.on("error", reject);
      request.once("response", (response) => {
        // By itself the body would say no more than that it was cut. What follows it is nobody's.
        request.on("error", (error) => {
          if (!response.complete) response.destroy(error);
        });
        const { statusCode = 0, statusMessage = "", headers: fields } = response;
        resolve({
          status: statusCode,
          statusText: statusMessage,
          // Node has joined repeated fields, all but set-cookie, for which nobody asks.
          header: (name) => fields[name]?.toString(),
          body: reads.piecesOf(response),
          framed:
            fields["content-length"] !== undefined || /\bchunked$/i.test(fields["transfer-encoding"] ?? ""),
          mayBeDecoded: false,
          discard() {
            response.destroy();
            request.destroy();
          },
        });
      });
      request.end();
    });
}
