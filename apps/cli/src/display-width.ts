/** How wide text stands in a terminal. */

/** Made when needed: that takes 7 ms. */
let graphemes: Intl.Segmenter | undefined;

/**
 * Two columns each: East Asian Wide and Fullwidth of Unicode's UAX #11, in ranges without the small gaps between them, and what is shown as a picture
 * unless told otherwise.
 */
const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|.\ufe0f)/u;

/** In columns. Control characters are not considered. */
export function displayWidth(text: string): number {
  // eslint-disable-next-line no-control-regex -- most text is ASCII, and needs no table
  if (/^[\u0000-\u007f]*$/.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (WIDE.test(grapheme)) return 2;
  // A mark, or something invisible, without a letter to stand on.
  return /^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(grapheme) ? 0 : 1;
}
