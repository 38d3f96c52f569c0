import type { TotalErrorCode } from "../../contract/errors.js";

/** A fault within a page. The caller that knows where the page is makes an error of it. */
export class PageFault extends Error {
  readonly code: TotalErrorCode;
  readonly expected: string;
  readonly got: string;

  constructor(expected: string, got: string, code: TotalErrorCode = "BAD_FORMAT") {
    super(`expected ${expected}, got ${got}`);
    this.code = code;
    this.expected = expected;
    this.got = got;
  }
}

export function endedEarly(what: string): PageFault {
  return new PageFault(`more ${what}`, "the end of the page");
}

export function unknownEncoding(encoding: number): PageFault {
  return new PageFault("a known encoding of numbers in Parquet", `number ${encoding}`, "UNSUPPORTED");
}
