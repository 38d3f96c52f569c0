import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** An answer, with the ID of its request once the request is seen. */
export type NamedAnswer = ServerResponse & { readonly seen?: { readonly requestId: string } };

/** A connection, and the answer that it waits for, as Node's HTTP server notes it. */
export type SocketOfServer = Socket & { readonly _httpMessage?: NamedAnswer | null };
