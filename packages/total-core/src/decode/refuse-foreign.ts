import type { Decoder, DecoderOptions, Position } from "../contract/decoder.js";
import { TotalError } from "../contract/errors.js";
import { foreignData, MOST_FIRST_BYTES, type ForeignData } from "../contract/foreign-data.js";
import { hints } from "./hints.js";

const NO_BYTES = new Uint8Array(0);

/**
 * Refuses data that are none of the text formats by how they begin, wherever the pieces are cut. To the decoder, such bytes would be bad numbers, which may be passed
 * over, or names of columns.
 *
 * @param position the decoder's own
 * @throws TotalError UNSUPPORTED, from its `push` and `end`
 */
export function refuseForeign(
  decoder: Decoder,
  position: Position,
  { source, delimiter }: Pick<DecoderOptions, "source" | "delimiter">,
): Decoder {
  // Between fields of one character, NUL stands as in UTF-16.
  if (position.offset > 0 || delimiter === "\0") return decoder;
  /** The first bytes, where the first piece has too few of them. */
  let head = NO_BYTES;
  let held = 0;
  let isDecided = false;

  /** @param first the first bytes */
  function decide(data: ForeignData | "none", first: Uint8Array): void {
    isDecided = true;
    if (data === "none") return;
    const { expected, shown: got } = data;
    const ways = hints()?.ofForeign(got, first);
    throw new TotalError("UNSUPPORTED", { place: { source }, expected, got, hints: ways });
  }

  /** @returns the bytes that are yet to be decoded; none where more are needed to know what they are */
  function looked(bytes: Uint8Array): readonly Uint8Array[] {
    if (head === NO_BYTES) head = new Uint8Array(MOST_FIRST_BYTES);
    const taken = bytes.subarray(0, head.length - held);
    head.set(taken, held);
    held += taken.length;
    const data = foreignData(head.subarray(0, held), false);
    if (data === undefined) return [];
    decide(data, head);
    return [head.subarray(0, held), bytes.subarray(taken.length)];
  }

  return {
    push(bytes) {
      if (!isDecided && held === 0) {
        const data = foreignData(bytes, false);
        if (data !== undefined) decide(data, bytes);
      }
      if (isDecided) decoder.push(bytes);
      else for (const piece of looked(bytes)) if (piece.length > 0) decoder.push(piece);
    },
    end() {
      if (!isDecided) {
        const all = head.subarray(0, held);
        decide(foreignData(all, true)!, all);
        if (held > 0) decoder.push(all);
      }
      decoder.end();
    },
    isAtRowStart: () => (isDecided ? (decoder.isAtRowStart?.() ?? true) : held === 0),
  };
}
