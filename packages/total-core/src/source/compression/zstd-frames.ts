import { quote } from "../../basics/quote.js";
import type { ByteReader } from "../byte-reader.js";
import type { CompressionFaults } from "./faults.js";

/**
 * The bytes of zstd frames. No piece has bytes of two frames.
 *
 * The structure alone tells whether a frame is whole. Node's decompressor does not (22.15), and it drops the bytes after a frame in
 * the same piece.
 *
 * @throws TotalError BAD_FORMAT where something else follows, `endedEarly` within a frame
 */
export async function* zstdFrames(
  input: ByteReader,
  faults: CompressionFaults,
): AsyncGenerator<Uint8Array, void, undefined> {
  do {
    const frame = new FrameReader(frameSteps(faults));
    while (!frame.hasEnded) {
      const piece = await input.peek();
      if (piece.length === 0) throw faults.endedEarly();
      const bytes = piece.subarray(0, frame.advance(piece));
      input.skip(bytes.length);
      yield bytes;
    }
  } while ((await input.peek()).length > 0);
}

/** The next bytes of a frame: a little-endian number, or bytes whose values do not matter here. */
interface Step {
  readonly bytes: number;
  readonly isNumber: boolean;
}

const number = (bytes: number): Step => ({ bytes, isNumber: true });
const anything = (bytes: number): Step => ({ bytes, isNumber: false });

const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;

/** Types of blocks. A run has one byte, whatever its length. */
const RUN = 1;
const RESERVED = 3;

/** One frame, RFC 8878, section 3.1. A step that asks for a number is answered with it. */
function* frameSteps(faults: CompressionFaults): Generator<Step, void, number> {
  const magic = yield number(4);
  if (magic - (magic % 16) === SKIPPABLE_MAGIC) {
    yield anything(yield number(4));
    return;
  }
  if (magic !== MAGIC) {
    const bytes = Uint8Array.of(magic, magic >> 8, magic >> 16, magic >> 24);
    throw faults.damaged("zstd data", quote(bytes));
  }
  const descriptor = yield number(1);
  yield anything(headerBytes(descriptor));
  for (let isLast = false; !isLast;) {
    const block = yield number(3);
    isLast = (block & 1) === 1;
    const type = (block >> 1) & 3;
    if (type === RESERVED) throw faults.damaged("a block of zstd data", "one of a reserved type");
    yield anything(type === RUN ? 1 : block >> 3);
  }
  if ((descriptor & HAS_CHECKSUM) !== 0) yield anything(4);
}

const HAS_CHECKSUM = 0x04;
const IS_SINGLE_SEGMENT = 0x20;

/** How many bytes there are between the descriptor and the first block, section 3.1.1.1. */
function headerBytes(descriptor: number): number {
  const isSingleSegment = (descriptor & IS_SINGLE_SEGMENT) !== 0;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  return (isSingleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;
}

/** Takes the steps of a frame, wherever its bytes are cut. */
class FrameReader {
  hasEnded = false;
  private readonly steps: Generator<Step, void, number>;
  private step: Step = number(0);
  private seen = 0;
  private value = 0;

  constructor(steps: Generator<Step, void, number>) {
    this.steps = steps;
    this.next();
  }

  /** @returns how many bytes of the piece belong to the frame */
  advance(piece: Uint8Array): number {
    let at = 0;
    while (!this.hasEnded) {
      const { bytes, isNumber } = this.step;
      const part = piece.subarray(at, at + bytes - this.seen);
      if (isNumber) for (const [i, byte] of part.entries()) this.value += byte * 256 ** (this.seen + i);
      at += part.length;
      this.seen += part.length;
      if (this.seen < bytes) break;
      this.next();
    }
    return at;
  }

  private next(): void {
    const { done, value } = this.steps.next(this.value);
    this.seen = 0;
    this.value = 0;
    if (done === true) this.hasEnded = true;
    else this.step = value;
  }
}
