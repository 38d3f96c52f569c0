/** An address that is read from any place. */
import type { RandomAccess } from "../contract/parquet.js";
import { isStrong } from "../source/http/content.js";
import { formatOfAnswer, type AnswerFormat } from "../source/http/format-of-answer.js";
import { openRange, type OpenRange, type RangedContent } from "../source/http/ranges.js";
import { LOOKAHEAD_BYTES } from "../source/first-bytes.js";
import { httpFault } from "../source/http/fault.js";
import { requestTo } from "./address.js";
import type { Reach } from "./reach.js";
import type { ShardOptions, ShardPiece } from "./shard.js";

/** A rest of a range that is no longer than this is read, so that the connection can be used again. */
const WORTH_READING = 65_536;

/** A slice reads on behind its end to see where its last token ends. */
const TAIL_BYTES = 4096;

/** An address that is open to be read in pieces, and what its answer tells. */
export interface OpenAddress {
  readonly access: AddressAccess;
  readonly told: AnswerFormat;
}

/**
 * @returns `undefined` where ranges of the content cannot be had, or would not be proven to belong together
 * @throws TotalError SOURCE_CHANGED, SOURCE_UNAVAILABLE, SOURCE_TIMEOUT; UNSUPPORTED where nothing tells the format
 */
export async function openAddress(
  piece: ShardPiece,
  options: ShardOptions,
  reach: Reach,
): Promise<OpenAddress | undefined> {
  const content = rangedContent(piece, options, reach);
  if (content === undefined) return undefined;
  const { request, length } = content;
  const first = { begin: 0, end: Math.min(length, LOOKAHEAD_BYTES) };
  const opened = await openRange(content, first, reach.signal);
  if (opened === undefined) return undefined;
  const { address } = request;
  const clues = {
    header: opened.answer.header,
    name: address.name,
    paths: [address.url.pathname, opened.answer.url.pathname],
  };
  const prefix = new Uint8Array(first.end);
  let filled = 0;
  for await (const bytes of opened.pieces) {
    prefix.set(bytes, filled);
    filled += bytes.length;
  }
  const told = formatOfAnswer(clues, { format: options.format, compression: undefined });
  return { access: new AddressAccess(content, prefix, reach.signal), told };
}

/** @returns `undefined` where nothing would prove that ranges belong together */
export function rangedContent(
  { source, size, version }: ShardPiece,
  { format }: ShardOptions,
  reach: Reach,
): RangedContent | undefined {
  if (size === null || version === null || !isStrong(version)) return undefined;
  return { request: requestTo(source, reach, { format }), etag: version, length: size };
}

export class AddressAccess implements RandomAccess {
  readonly size: number;
  readonly #content: RangedContent;
  readonly #prefix: Uint8Array;
  /** Ranges that begin before it are asked for to there. */
  #ahead = 0;
  readonly #signal: AbortSignal;
  #stream: RangeStream | undefined;

  constructor(content: RangedContent, prefix: Uint8Array, signal: AbortSignal) {
    this.size = content.length;
    this.#content = content;
    this.#prefix = prefix;
    this.#signal = signal;
  }

  /** Tells that a slice to before `end` is read from now on: in one range, with what its last token may need. */
  readTo(end: number): void {
    this.#ahead = Math.min(end + TAIL_BYTES, this.size);
  }

  async read(buffer: Uint8Array, position: number): Promise<number> {
    const length = Math.min(buffer.length, this.size - position);
    if (length <= 0) return 0;
    const known = this.#prefix.subarray(position, position + length);
    buffer.set(known);
    let filled = known.length;
    while (filled < length) {
      const at = position + filled;
      if (this.#stream?.position !== at) await this.#open(at, position + length);
      const piece = await this.#stream!.next(length - filled);
      if (piece === undefined) {
        await this.close();
        continue;
      }
      buffer.set(piece, filled);
      filled += piece.length;
    }
    return filled;
  }

  async checkUnchanged(): Promise<void> {
    // Each range was of the version that was asked for.
  }

  async close(): Promise<void> {
    await this.#stream?.close();
    this.#stream = undefined;
  }

  async #open(begin: number, least: number): Promise<void> {
    await this.close();
    const range = { begin, end: Math.max(least, this.#ahead) };
    const opened = await openRange(this.#content, range, this.#signal);
    if (opened === undefined) {
      const { name } = this.#content.request.address;
      throw httpFault("SOURCE_UNAVAILABLE", name, { expected: "206, as before", got: "200" });
    }
    this.#stream = new RangeStream(opened, range.begin, range.end);
  }
}

/** The bytes of a range, as many at a time as they are wanted. */
class RangeStream {
  position: number;
  readonly #pieces: OpenRange["pieces"];
  readonly #end: number;
  #rest: Uint8Array = new Uint8Array(0);

  constructor({ pieces }: OpenRange, begin: number, end: number) {
    this.#pieces = pieces;
    this.position = begin;
    this.#end = end;
  }

  /** At most so many bytes, good until the next call; `undefined` at the end. */
  async next(most: number): Promise<Uint8Array | undefined> {
    if (this.#rest.length === 0) {
      const { value, done } = await this.#pieces.next();
      if (done === true) return undefined;
      this.#rest = value;
    }
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    this.position += piece.length;
    return piece;
  }

  async close(): Promise<void> {
    if (this.#end - this.position <= WORTH_READING) while ((await this.next(Infinity)) !== undefined);
    await this.#pieces.return();
  }
}
