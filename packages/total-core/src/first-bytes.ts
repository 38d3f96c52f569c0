import type { Format } from "./numbers-api.js";

/** What first bytes tell: a format, or a compression that hides one. */
export type FirstBytesFormat = Format | "gzip" | "zstd";

/** How far it looks, in bytes: past that, blanks are text, and an object of one line is NDJSON. */
const LOOKAHEAD_BYTES = 65_536;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const MAGICS: readonly (readonly [FirstBytesFormat | "mark", readonly number[]])[] = [
  ["parquet", [0x50, 0x41, 0x52, 0x31]],
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["mark", BYTE_ORDER_MARK],
];

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/**
 * Tells the format from the first bytes of a source, taken in pieces of any size: `PAR1` is Parquet, gzip and zstd have their
 * magic, `[` is JSON, `{` NDJSON (JSON if one object spans lines), all else text. Blanks and a byte-order mark may come before.
 */
export class FirstBytes {
  private seen = 0;
  /** The very first bytes, held back as long as they may become a magic. */
  private start: number[] = [];
  private depth = 0;
  private isInString = false;
  private isEscaped = false;

  /** @returns the format, once it is known; no more pieces may follow */
  push(bytes: Uint8Array): FirstBytesFormat | undefined {
    for (const byte of bytes) {
      const found = this.start.length === this.seen ? this.takeStart(byte) : this.take(byte);
      this.seen += 1;
      if (found !== undefined) return found;
      if (this.seen === LOOKAHEAD_BYTES) return this.end();
    }
    return undefined;
  }

  /** @returns what the source is, now that there is no more of it */
  end(): FirstBytesFormat {
    return this.replayStart() ?? (this.depth > 0 ? "ndjson" : "text");
  }

  private takeStart(byte: number): FirstBytesFormat | undefined {
    this.start.push(byte);
    for (const [name, magic] of MAGICS) {
      if (!this.start.every((one, i) => one === magic[i])) continue;
      if (this.start.length < magic.length) return undefined;
      this.start = [];
      if (name !== "mark") return name;
      return undefined;
    }
    return this.replayStart();
  }

  private replayStart(): FirstBytesFormat | undefined {
    const start = this.start;
    this.start = [];
    for (const byte of start) {
      const found = this.take(byte);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private take(byte: number): FirstBytesFormat | undefined {
    if (this.depth > 0) return this.takeInObject(byte);
    if (byte === SPACE || byte === LF || byte === CR || byte === TAB) return undefined;
    if (byte === OPENING_BRACKET) return "json";
    if (byte !== OPENING_BRACE) return "text";
    this.depth = 1;
    return undefined;
  }

  private takeInObject(byte: number): FirstBytesFormat | undefined {
    if (byte === LF) return "json";
    if (this.isInString) {
      if (this.isEscaped) this.isEscaped = false;
      else if (byte === BACKSLASH) this.isEscaped = true;
      else if (byte === QUOTE) this.isInString = false;
      return undefined;
    }
    if (byte === QUOTE) this.isInString = true;
    else if (byte === OPENING_BRACE || byte === OPENING_BRACKET) this.depth += 1;
    else if (byte === CLOSING_BRACE || byte === CLOSING_BRACKET) this.depth -= 1;
    return this.depth === 0 ? "ndjson" : undefined;
  }
}
