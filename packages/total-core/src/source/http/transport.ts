/** One exchange of HTTP: a request goes out, the head of an answer comes back. Callers interpret it. */
import type { EndWatch } from "./protocol-watch.js";

export type HeaderFields = Readonly<Record<string, string>>;

export interface TransportRequest {
  /** http: or https:, without user name and password. */
  readonly url: URL;
  readonly headers: HeaderFields;
  /**
   * Whether a transport that does not see where a redirect leads may follow it: secret headers must not reach
   * another origin.
   */
  readonly mayFollow: boolean;
  /** Aborting it ends the exchange at once, whatever stage it is in. */
  readonly signal: AbortSignal;
}

/** All of an answer but its body. */
export interface AnswerHead {
  readonly status: number;
  readonly statusText: string;
  /** @param name in lower case */
  header(name: string): string | undefined;
  /** True where a body that was cut short would show: by Content-Length or by chunked framing. */
  readonly framed: boolean;
  /**
   * Whether the transport may have decoded the body without a sign, which would hide a cut. Then the body is certainly whole only if it has as many
   * bytes as Content-Length says.
   */
  readonly mayBeDecoded: boolean;
  /** Where a body is not framed although its headers say so: that which hides a cut. */
  readonly hidden?: string | undefined;
  /** Where a body that is not framed may show a cut by the protocol alone: begins to watch for it, before the body is read. */
  readonly watchEnd?: (() => EndWatch) | undefined;
}

export interface TransportAnswer extends AnswerHead {
  /** The bytes as they are encoded by `content-encoding`. Fails where the connection is cut before their end. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Releases the connection, whether the body was read or not. */
  discard(): void;
}

/** Rejects where no answer came: no connection, or one that ended too soon. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;
