import type * as HttpModule from "node:http";
import type { Agent, ClientRequest } from "node:http";
import type * as HttpsModule from "node:https";
import type { Agent as HttpsAgent } from "node:https";
import type { Socket } from "node:net";
import { isNode, nodeModule } from "../../basics/node-modules.js";
import { NodeReads } from "./node-reads.js";
import type { Transport, TransportAnswer, TransportRequest } from "./transport.js";

/** The most that the head of an answer may take. */
const MAX_HEAD_BYTES = 16_384;

/** Connections that are kept for further requests. */
interface Kept {
  readonly agents: { readonly "http:": Agent; readonly "https:": HttpsAgent };
  /** Each connection reads into the memory of the request that opened it. */
  readonly reads: WeakMap<object, NodeReads>;
}

let kept: Kept | undefined;

/** The same for all readings. Idle connections do not keep the process running. */
function keptConnections(http: typeof HttpModule, https: typeof HttpsModule): Kept {
  kept ??= {
    agents: {
      "http:": new http.Agent({ keepAlive: true }),
      "https:": new https.Agent({ keepAlive: true }),
    },
    reads: new WeakMap(),
  };
  return kept;
}

/**
 * HTTP by Node's own client instead of its `fetch`, which would decode a body by itself, take a gzip body
 * that was cut short for a whole one (Node 20), and not tell how a body was framed.
 *
 * @param keepsConnections whether a connection is used again: for many small requests
 * @returns `undefined` where this is not Node
 */
export function nodeTransport(keepsConnections = false): Transport | undefined {
  if (!isNode()) return undefined;
  const http = nodeModule("node:http");
  const https = nodeModule("node:https");
  if (http === undefined || https === undefined) return undefined;
  const keeping = keepsConnections ? keptConnections(http, https) : undefined;
  const exchange = ({ url, headers, signal }: TransportRequest): Promise<TransportAnswer> =>
    new Promise((resolve, reject) => {
      const { request: send } = url.protocol === "https:" ? https : http;
      let reads = new NodeReads();
      let socket: Socket | null = null;
      const request: ClientRequest = send(url, {
        // One connection for one request: none is left idle, and none is found to be closed when it is used again.
        agent: keeping?.agents[url.protocol as "http:" | "https:"] ?? false,
        headers: { "user-agent": "dlg", ...headers },
        maxHeaderSize: MAX_HEAD_BYTES,
        ...reads.into(() => socket ?? request.socket),
      });
      if (keeping !== undefined) {
        request.once("socket", (given) => {
          socket = given;
          reads = keeping.reads.get(given) ?? reads;
          keeping.reads.set(given, reads);
        });
      }
      const stop = () => request.destroy();
      signal.addEventListener("abort", stop, { once: true });
      request.once("close", () => {
        signal.removeEventListener("abort", stop);
        reject(new Error("the connection was closed"));
      });
      // Stays for the life of the request: after the head, what is wrong with the connection is told here.
      request.on("error", (error) => {
        // The server has closed it while it was idle.
        const isStale = request.reusedSocket && !signal.aborted;
        reject(isStale ? new StaleConnection(error) : error);
      });
      request.once("response", (response) => {
        // By itself the body would say no more than that it was cut. Bytes behind it are nobody's.
        request.on("error", (error) => {
          if (!response.complete) response.destroy(error);
        });
        const { statusCode = 0, statusMessage = "", headers: fields } = response;
        resolve({
          status: statusCode,
          statusText: statusMessage,
          // Node has joined repeated fields, all but set-cookie, which no caller asks for.
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
  if (keeping === undefined) return exchange;
  return async (request) => {
    for (;;) {
      try {
        return await exchange(request);
      } catch (error) {
        if (!(error instanceof StaleConnection)) throw error;
      }
    }
  };
}

/** A kept connection broke before its answer came. Each try uses up one, and a new connection does not count as kept. */
class StaleConnection extends Error {
  constructor(cause: Error) {
    super("the connection was closed", { cause });
  }
}
