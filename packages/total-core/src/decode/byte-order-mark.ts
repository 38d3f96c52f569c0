import type { Decoder } from "../contract/decoder.js";
import type { Position } from "./position.js";

/** That of UTF-8. */
export const BYTE_ORDER_MARK: Uint8Array = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * Skips one byte-order mark at the start of a source. Offsets count its bytes, columns do not: `position`, which is the decoder's own, is moved past
 * the mark.
 */
export function skipByteOrderMark(decoder: Decoder, position: Position): Decoder {
  let matched = 0;
  let isDecided = position.offset > 0;

  /** Hands on the bytes that only looked like a mark. */
  function decide(): void {
    isDecided = true;
    if (matched > 0) decoder.push(BYTE_ORDER_MARK.subarray(0, matched));
  }

  return {
    push(bytes) {
      let i = 0;
      for (; !isDecided && i < bytes.length; i++) {
        if (bytes[i] !== BYTE_ORDER_MARK[matched]) {
          decide();
          break;
        }
        if (++matched < BYTE_ORDER_MARK.length) continue;
        isDecided = true;
        position.offset += matched;
        position.lineStart += matched;
      }
      if (i < bytes.length) decoder.push(i === 0 ? bytes : bytes.subarray(i));
    },
    end() {
      if (!isDecided) decide();
      decoder.end();
    },
    isAtRowStart: () => decoder.isAtRowStart?.() ?? true,
  };
}
