/**
 * UTF-8 by the runtime. It is asked for at its first use, not when this module is loaded: test environments such as jsdom's, and engines that are embedded
 * somewhere, may lack it, and numbers that are no text are totalled without it.
 */

let encoder: TextEncoder | undefined;
let decoder: TextDecoder | undefined;
let wholeDecoder: TextDecoder | undefined;
let strictDecoder: TextDecoder | undefined;

export function utf8Encoder(): TextEncoder {
  return (encoder ??= new TextEncoder());
}

/** A byte-order mark is dropped, and damage becomes U+FFFD. */
export function utf8Decoder(): TextDecoder {
  return (decoder ??= new TextDecoder());
}

/** A byte-order mark is a character like any other, and damage becomes U+FFFD. */
export function wholeUtf8Decoder(): TextDecoder {
  return (wholeDecoder ??= new TextDecoder(undefined, { ignoreBOM: true }));
}

/** A byte-order mark is a character like any other, and damage is a `TypeError`. */
export function strictUtf8Decoder(): TextDecoder {
  return (strictDecoder ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }));
}
