/** The words for bytes that Node's parser refuses. */
import type { IncomingMessage } from "node:http";

export interface Words {
  readonly status: number;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Node's error for such bytes. `reason` is the parser's own explanation, the same in Node 20, 24 and 26. */
export interface MalformedError extends NodeJS.ErrnoException {
  readonly reason?: string;
}

/** RFC 9110 section 15.6.6. */
export const ANOTHER_VERSION: Words = {
  status: 505,
  detail: "expected HTTP/1.1 or HTTP/1.0, got another version",
};

/** Node's parser takes HTTP/0.9 and HTTP/2.0 for versions of the syntax that it reads. */
export function isSpoken({ httpVersionMajor, httpVersionMinor }: IncomingMessage): boolean {
  return httpVersionMajor === 1 && httpVersionMinor <= 1;
}

const NO_REQUEST: Words = { status: 400, detail: "expected an HTTP request, got something else" };

const WORDS_OF_HEAD: Readonly<Record<string, Words>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: "expected the request's head in time" },
  HPE_HEADER_OVERFLOW: { status: 431, detail: "expected a shorter head" },
  // The first line of a client that speaks HTTP/2 at once.
  HPE_PAUSED_H2_UPGRADE: ANOTHER_VERSION,
};

const NO_CHUNK: Words = { status: 400, detail: "expected a body in chunks, got something else" };

const WORDS_OF_BODY: Readonly<Record<string, Words>> = {
  HPE_INVALID_EOF_STATE: { status: 400, detail: "expected the rest of the body, got its end" },
  HPE_INVALID_TRANSFER_ENCODING: {
    status: 400,
    detail: "expected chunked as the last Transfer-Encoding, got another",
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, detail: "expected shorter chunk extensions" },
  HPE_INVALID_HEADER_TOKEN: {
    status: 400,
    detail: "expected trailers of a name and a value behind the last chunk, got something else",
  },
  HPE_HEADER_OVERFLOW: { status: 431, detail: "expected shorter trailers" },
};

const NO_EXTENSION: Words = {
  status: 400,
  detail: "expected chunk extensions of a name and a value, got something else",
};

/** @param isInBody whether the request's head was well-formed */
export function wordsOf({ code = "", reason = "" }: MalformedError, isInBody: boolean): Words {
  if (!isInBody) {
    // The parser has the same code for what is no number.
    if (code === "HPE_INVALID_VERSION" && reason === "Invalid HTTP version") return ANOTHER_VERSION;
    return WORDS_OF_HEAD[code] ?? NO_REQUEST;
  }
  // The parser has one code for all of its strict rules.
  if (code === "HPE_STRICT" && reason.includes("chunk extensions")) return NO_EXTENSION;
  return WORDS_OF_BODY[code] ?? NO_CHUNK;
}
