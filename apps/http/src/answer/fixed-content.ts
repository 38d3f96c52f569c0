import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { prefersGzip } from "./accept-encoding.js";
import { withOwnHeaders, type AppContext } from "./answer.js";
import { bareHeaders, contentHeaders } from "./common-headers.js";

/** Bytes that all who ask for them share, and what names them. */
interface Representation {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Content that stays the same for as long as the service runs. */
export interface FixedContent {
  readonly type: string;
  readonly plain: Representation;
  /** Made when it is asked for first. */
  readonly compressed: () => Promise<Representation>;
}

const compress = promisify(gzip);

export function fixedContent(type: string, text: string): FixedContent {
  const bytes = Buffer.from(text);
  const digest = createHash("sha256").update(bytes).digest("base64url");
  let compressed: Promise<Representation> | undefined;
  return {
    type,
    plain: { bytes, etag: `"${digest}"` },
    compressed: () =>
      (compressed ??= compress(bytes, { level: constants.Z_BEST_COMPRESSION }).then((smaller) => ({
        bytes: smaller,
        etag: `"${digest}-gzip"`,
      }))),
  };
}

/** What may be kept, but has to be asked after each time: the next release has other content at the same path. */
const KEPT = { "Cache-Control": "no-cache", Vary: "Accept-Encoding" };

/** An answer of content that stays the same, compressed for those who like it so, or 304 for those who have it. */
export async function fixedAnswer(
  c: AppContext,
  { type, plain, compressed }: FixedContent,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const isCompressed = prefersGzip(c.req.header("accept-encoding"));
  const { bytes, etag } = isCompressed ? await compressed() : plain;
  const own: Record<string, string> = { ...headers, ...KEPT, ETag: etag };
  if (hasAlready(c.req.header("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers: withOwnHeaders(c, bareHeaders(), own) });
  }
  if (isCompressed) own["Content-Encoding"] = "gzip";
  return new Response(inPieces(bytes), {
    headers: withOwnHeaders(c, contentHeaders(type, String(bytes.length)), own),
  });
}

/** RFC 9110 section 13.1.2: by weak comparison. */
function hasAlready(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === "*" || [...header.matchAll(/"[^"]*"/g)].some(([given]) => given === etag);
}

/** What is handed over at a time. A reader's progress is seen piece by piece. */
const PIECE_BYTES = 16_384;

/** Pieces are parts of the bytes, not copies, and handed over as the reader takes them. */
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
