import type { Decoder } from "../contract/decoder.js";
import type { Position } from "./position.js";

/** UTF-8's. */
export const BYTE_ORDER_MARK: Uint8Array = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * Skips one byte-order mark at the start of a source. Columns do not count it, offsets do: `position`, which is the decoder's own, is moved
 * past it.
 */
export function skipByteOrderMark(decoder: Decoder, position: Position): Decoder {
  let matched = 0;
  let decided = position.offset > 0;

  /** Hands on what looked like a mark and was none. */
  function decide(): void {
    decided = true;
    if (matched > 0) decoder.push(BYTE_ORDER_MARK.subarray(0, matched));
  }

  return {
    push(bytes) {
      let i = 0;
      while (!decided && i < bytes.length) {
        if (bytes[i] !== BYTE_ORDER_MARK[matched]) {
          decide();
          break;
        }
        i++;
        matched++;
        if (matched === BYTE_ORDER_MARK.length) {
          decided = true;
          position.offset += matched;
          position.lineStart += matched;
        }
      }
      if (i < bytes.length) decoder.push(i === 0 ? bytes : bytes.subarray(i));
    },
    end() {
      if (!decided) decide();
      decoder.end();
    },
    isInQuotes: () => decoder.isInQuotes?.() ?? false,
  };
}
