import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A connection, and the answer that it waits for, as Node's HTTP server notes it. */
export type SocketOfServer = Socket & { readonly _httpMessage?: ServerResponse | null };
