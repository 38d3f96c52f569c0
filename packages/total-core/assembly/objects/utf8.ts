/** Whether the bytes are UTF-8: RFC 3629, section 4. It reads a vector from the last of them. */
export function isUtf8(begin: usize, end: usize): bool {
  let at = begin;
  while (at < end) {
    const others = u32(i8x16.bitmask(v128.load(at)));
    if (others == 0) {
      at += 16;
      continue;
    }
    at += usize(ctz(others));
    if (at >= end) break;
    at = endOfCharacter(at);
    if (at == NONE || at > end) return false;
  }
  return true;
}

const NONE: usize = 0;

/** @returns where the character at `at`, which is not ASCII, ends; NONE if it is no character */
function endOfCharacter(at: usize): usize {
  const first = u32(load<u8>(at));
  const second = u32(load<u8>(at, 1));
  if (first < 0xc2 || first > 0xf4 || !goesOn(second)) return NONE;
  if (first < 0xe0) return at + 2;
  if (!goesOn(u32(load<u8>(at, 2)))) return NONE;
  // Not one that fits in fewer bytes, no surrogate, none past U+10FFFF.
  if (first < 0xf0) {
    const isWrong = (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f);
    return isWrong ? NONE : at + 3;
  }
  if ((first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f)) return NONE;
  return goesOn(u32(load<u8>(at, 3))) ? at + 4 : NONE;
}

function goesOn(byte: u32): bool {
  return (byte & 0xc0) == 0x80;
}
