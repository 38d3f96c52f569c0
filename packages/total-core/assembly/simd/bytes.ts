/** Classes of bytes: each function takes 16 bytes and returns their mask (see block.ts). */

/**
 * Bytes, four times each: a vector of one of them is loaded. V8 makes a constant vector anew wherever it is used, which takes three instructions.
 */
const FOUR_EACH: usize = memory.data<u32>([
  0x09090909, 0x0a0a0a0a, 0x0d0d0d0d, 0x1f1f1f1f, 0x20202020, 0x22222222, 0x2b2b2b2b, 0x2c2c2c2c, 0x2d2d2d2d, 0x2e2e2e2e, 0x30303030, 0x5c5c5c5c, 0x46464646,
  0x75757575,
], 4);
const TABS: usize = FOUR_EACH;
const NINES: usize = TABS;
const LINE_FEEDS: usize = FOUR_EACH + 4;
const CARRIAGE_RETURNS: usize = FOUR_EACH + 8;
const LAST_CONTROLS: usize = FOUR_EACH + 12;
const SPACES: usize = FOUR_EACH + 16;
const QUOTES: usize = FOUR_EACH + 20;
const PLUSES: usize = FOUR_EACH + 24;
const COMMAS: usize = FOUR_EACH + 28;
const MINUSES: usize = FOUR_EACH + 32;
const POINTS: usize = FOUR_EACH + 36;
const ZEROS: usize = FOUR_EACH + 40;
const BACKSLASHES: usize = FOUR_EACH + 44;
/** From the digit 9 to 127, the greatest signed byte. */
const NINE_TO_GREATEST: usize = FOUR_EACH + 48;
/** The signed byte below the ten greatest ones. */
const BELOW_TEN_GREATEST: usize = FOUR_EACH + 52;

function vectorOf(four: usize): v128 {
  return v128.load_splat<u32>(four);
}

/** The value of each byte as a digit. A byte that is no digit gets a value above 9, unsigned. */
export function digitsFromBytes(bytes: v128): v128 {
  return i8x16.sub(bytes, vectorOf(ZEROS));
}

/** Takes what {@link digitsFromBytes} returns. */
export function areDigits(digits: v128): v128 {
  return v128.le<u8>(digits, vectorOf(NINES));
}

/** The value of each digit; 0 for each byte below the digits. */
export function digitsOrZeros(bytes: v128): v128 {
  return i8x16.sub_sat_u(bytes, vectorOf(ZEROS));
}

/** As {@link areDigits}, from the bytes themselves: moved up so that the digits are the greatest signed bytes, they take one comparison. */
export function areDigitBytes(bytes: v128): v128 {
  return i8x16.gt_s(i8x16.add(bytes, vectorOf(NINE_TO_GREATEST)), vectorOf(BELOW_TEN_GREATEST));
}

function areEqualTo(four: usize, bytes: v128): v128 {
  return i8x16.eq(bytes, vectorOf(four));
}

export function areZeros(bytes: v128): v128 {
  return areEqualTo(ZEROS, bytes);
}

export function arePoints(bytes: v128): v128 {
  return areEqualTo(POINTS, bytes);
}

export function areMinuses(bytes: v128): v128 {
  return areEqualTo(MINUSES, bytes);
}

export function arePluses(bytes: v128): v128 {
  return areEqualTo(PLUSES, bytes);
}

export function areCommas(bytes: v128): v128 {
  return areEqualTo(COMMAS, bytes);
}

export function areLineFeeds(bytes: v128): v128 {
  return areEqualTo(LINE_FEEDS, bytes);
}

export function areSpacesOrTabs(bytes: v128): v128 {
  return v128.or(areEqualTo(SPACES, bytes), areEqualTo(TABS, bytes));
}

/** Space, tab, LF, CR: the delimiters of text, the white space of JSON. */
export function areBlanks(bytes: v128): v128 {
  return v128.or(areSpacesOrTabs(bytes), v128.or(areLineFeeds(bytes), areEqualTo(CARRIAGE_RETURNS, bytes)));
}

/** A quote, a backslash or a control character: the bytes that end a JSON string, or its plain characters. RFC 8259, section 7. */
export function areEndsOfCharacters(bytes: v128): v128 {
  const areControls = v128.le<u8>(bytes, vectorOf(LAST_CONTROLS));
  return v128.or(v128.or(areEqualTo(QUOTES, bytes), areEqualTo(BACKSLASHES, bytes)), areControls);
}
