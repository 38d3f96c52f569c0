/** Runs the cases of CSV with any decoder of it. */
import { expect } from "vitest";
import { outcome, type Outcome, sumOfLiterals } from "./outcome.js";
import type { NewDecoder } from "../contract/decoder.js";
import { byteByByte, bytesOf, cutIntoPieces, type Options } from "./recorder.js";

export interface CsvDecoders {
  readonly csv: NewDecoder;
  readonly tsv: NewDecoder;
}

/** The outcome, which has to be the same for the whole, for every cut in two, and byte by byte. */
export function readCutAnywhere(
  newDecoder: NewDecoder,
  data: string | Uint8Array,
  options: Options = {},
): Outcome {
  const bytes = bytesOf(data);
  const whole = outcome(newDecoder, bytes, options);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
    expect(outcome(newDecoder, pieces, options), `${JSON.stringify(data)} cut at ${cut}`).toEqual(whole);
  }
  expect(outcome(newDecoder, byteByByte(bytes), options), `${JSON.stringify(data)} byte by byte`).toEqual(
    whole,
  );
  return whole;
}

/** The outcomes of pieces of those lengths, which have to be the same for all of them. */
export function readInPieces(
  newDecoder: NewDecoder,
  data: string | Uint8Array,
  lengths: readonly number[],
  options: Options = {},
): Outcome {
  const bytes = bytesOf(data);
  const whole = outcome(newDecoder, bytes, options);
  for (const length of lengths) {
    const inPieces = outcome(newDecoder, cutIntoPieces(bytes, [length]), options);
    expect(inPieces, `${bytes.length} bytes in pieces of ${length}`).toEqual(whole);
  }
  return whole;
}

/** The outcome of reading these numbers. */
export function numbers(...literals: string[]): Outcome & { readonly total: string } {
  return { total: sumOfLiterals(literals), count: literals.length, empty: 0, skipped: 0 };
}
