import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { prefersGzip } from "./accept.js";
import { withOwnHeaders, type AppContext } from "./answer.js";
import { bareHeaders, contentHeaders } from "./common-headers.js";
import { madeOnce } from "./made-once.js";

/** Bytes that all answers share, and their entity tag. */
interface Representation {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Content that stays the same for as long as the service runs. */
export interface FixedContent {
  readonly type: string;
  readonly plain: Representation;
  /** Compressed at the first call. */
  readonly compressed: () => Promise<Representation>;
}

const compress = promisify(gzip);

export function fixedContent(type: string, content: string | Buffer): FixedContent {
  const bytes = Buffer.from(content);
  const digest = createHash("sha256").update(bytes).digest("base64url");
  return {
    type,
    plain: { bytes, etag: `"${digest}"` },
    compressed: madeOnce(async () => ({
      bytes: await compress(bytes, { level: constants.Z_BEST_COMPRESSION }),
      etag: `"${digest}-gzip"`,
    })),
  };
}

/** A client may keep the content, but has to ask each time, unless its headers say otherwise: the next release has other content at the same path. */
const KEPT = { "Cache-Control": "no-cache", Vary: "Accept-Encoding" };

/** Answers with fixed content: compressed if the client prefers that, or with 304 if the client has it already. */
export async function fixedAnswer(
  c: AppContext,
  { type, plain, compressed }: FixedContent,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const isCompressed = prefersGzip(c.req.header("accept-encoding"));
  const { bytes, etag } = isCompressed ? await compressed() : plain;
  const own: Record<string, string> = { ...KEPT, ...headers, ETag: etag };
  if (hasAlready(c.req.header("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers: withOwnHeaders(c, bareHeaders(), own) });
  }
  if (isCompressed) own["Content-Encoding"] = "gzip";
  return new Response(inPieces(bytes), {
    headers: withOwnHeaders(c, contentHeaders(type, String(bytes.length)), own),
  });
}

/** If-None-Match by weak comparison, RFC 9110 section 13.1.2. */
function hasAlready(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === "*" || [...header.matchAll(/"[^"]*"/g)].some(([given]) => given === etag);
}

/** The guard against slow readers sees a client's progress piece by piece. */
const PIECE_BYTES = 16_384;

/** Pieces are views of the bytes, not copies, and each is handed over when the client has room for it. */
function inPieces(bytes: Buffer): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        controller.enqueue(bytes.subarray(at, (at += PIECE_BYTES)));
        if (at >= bytes.length) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
