/** Where in the whole content a part is. */
export interface ContentRange {
  /** The offsets of its first and last byte; `undefined` where the answer has no part. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** The length of the whole content. */
  readonly length: number;
}

/** A Content-Range header, RFC 9110, section 14.4, if it tells the length of the whole: `bytes 5-9/10`. */
export function parsedContentRange(value: string | undefined): ContentRange | undefined {
  const [, first, last, length] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/i.exec(value ?? "") ?? [];
  const whole = integer(length);
  return whole === undefined ? undefined : { first: integer(first), last: integer(last), length: whole };
}

/** A number of bytes in a header; `undefined` where there is none, or one past 2^53. */
export function integer(digits: string | undefined): number | undefined {
  const number = /^\d+$/.test(digits ?? "") ? Number(digits) : NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
