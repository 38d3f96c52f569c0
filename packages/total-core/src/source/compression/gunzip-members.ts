/** gzip by `DecompressionStream`, for runtimes without Node's zlib. */
import { TotalError } from "../../contract/errors.js";
import type { ByteReader } from "../byte-reader.js";
import type { CompressionFaults } from "./faults.js";
import { GzipMember } from "./gzip-member.js";

/** RFC 1952, section 2.3: the magic number, and the only method. */
const HEADER_START: readonly number[] = [0x1f, 0x8b, 8];

/** The end of a member without data has no more zeros: those of its checksum and its length, and some of its last block. */
const MOST_ZEROS = 12;

/** The last four bytes of a member can be the length of the data so far only if no more than this is yet to come out of what went in. */
const MOST_PENDING_BYTES = 2 ** 25;

const ZEROS_AT_ONCE = 4096;

/**
 * The decompressed data of gzip members, one after another, with zeros behind the last one or none.
 *
 * A `DecompressionStream` takes one member and nothing after it, and does not tell where that ends. So its end is looked for: where a header begins, or
 * nothing but zeros follow, and the last four bytes are the length of the data so far, as a member's are. There the stream is closed, which
 * checks the member: a place that only looks like its end becomes an error, and never an end.
 *
 * @throws TotalError BAD_FORMAT where the data are damaged or go on after their end, `endedEarly` where they end early
 */
export async function* gunzipMembers(
  input: ByteReader,
  faults: CompressionFaults,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let hasMore = true; hasMore;) {
    const member = new GzipMember(faults);
    try {
      const zeros = yield* pastMember(member, input);
      hasMore = zeros === undefined;
      if (zeros !== undefined) yield* closeBefore(member, zeros, faults);
    } finally {
      member.leave();
    }
  }
}

/** Takes a member from the input. @returns how many zeros stand at the end of the input, which may belong to it; `undefined` where another member follows */
async function* pastMember(
  member: GzipMember,
  input: ByteReader,
): AsyncGenerator<Uint8Array, number | undefined, undefined> {
  let zeros = 0;
  for (let isFirst = true; ; isFirst = false) {
    const piece = await input.peek(HEADER_START.length);
    if (piece.length === 0) return zeros;
    const first = piece.findIndex((byte) => byte !== 0);
    if (first !== 0) {
      // None is fed before something follows: they may be padding, of any length.
      const more = first < 0 ? piece.length : first;
      zeros += more;
      input.skip(more);
      continue;
    }
    yield* feedZeros(member, zeros);
    zeros = 0;
    if (!isFirst && isHeaderStart(piece, 0) && mayEndHere(member)) {
      yield* member.settle(() => member.length === member.lastFour);
      if (member.length === member.lastFour) {
        yield* member.close();
        return undefined;
      }
    }
    const bytes = piece.subarray(0, sureLength(piece));
    yield* member.feed(bytes);
    input.skip(bytes.length);
  }
}

async function* feedZeros(member: GzipMember, zeros: number): AsyncGenerator<Uint8Array, void, undefined> {
  const some = new Uint8Array(Math.min(zeros, ZEROS_AT_ONCE));
  for (let left = zeros; left > 0; left -= some.length) yield* member.feed(some.subarray(0, left));
}

/** How many bytes of the piece are followed by neither a header nor zeros at its end. At least one. */
function sureLength(piece: Uint8Array): number {
  let end = piece.length;
  while (piece[end - 1] === 0) end--;
  for (
    let i = piece.indexOf(HEADER_START[0]!, 1);
    i >= 0 && i < end;
    i = piece.indexOf(HEADER_START[0]!, i + 1)
  ) {
    if (isHeaderStart(piece, i)) return i;
  }
  return end;
}

/** Whether a header begins there, as far as the piece shows. */
function isHeaderStart(piece: Uint8Array, at: number): boolean {
  return HEADER_START.every((byte, i) => at + i >= piece.length || piece[at + i] === byte);
}

function mayEndHere({ length, lastFour }: GzipMember): boolean {
  return (lastFour - length) >>> 0 <= MOST_PENDING_BYTES;
}

/** Ends the last member, with so many zeros as belong to it. */
async function* closeBefore(
  member: GzipMember,
  zeros: number,
  faults: CompressionFaults,
): AsyncGenerator<Uint8Array, void, undefined> {
  // The byte before the zeros is not zero: at most one number of zeros makes the length.
  const ofLength = () =>
    [0, 1, 2, 3].find((few) => few <= zeros && member.lastFour >>> (8 * few) === member.length);
  yield* member.settle(() => ofLength() !== undefined);
  const { kept } = member;
  if (member.length === 0 && kept !== undefined && zeros > 0) {
    yield* closeEmpty(kept, zeros, faults);
    return;
  }
  // A length of 2^32 is four zeros, after a checksum. With no such number, the stream says what is wrong.
  yield* feedZeros(member, ofLength() ?? (member.length === 0 && zeros > 8 ? 4 : zeros));
  yield* member.close();
}

/** A member without data may end with any number of zeros: whether it does is tried. */
async function* closeEmpty(
  kept: readonly Uint8Array[],
  zeros: number,
  faults: CompressionFaults,
): AsyncGenerator<Uint8Array, void, undefined> {
  let fault: unknown;
  for (let few = Math.min(zeros, MOST_ZEROS); few >= 0; few--) {
    const member = new GzipMember(faults);
    try {
      for (const bytes of kept) yield* member.feed(bytes);
      yield* feedZeros(member, few);
      yield* member.close();
      return;
    } catch (error) {
      if (!(error instanceof TotalError)) throw error;
      fault ??= error;
    } finally {
      member.leave();
    }
  }
  throw fault;
}
