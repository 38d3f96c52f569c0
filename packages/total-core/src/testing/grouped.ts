/** The outcome of decoding bytes whose numbers have keys. */
import { expect } from "vitest";
import { TotalError } from "../contract/errors.js";
import type { NewDecoder } from "../contract/decoder.js";
import { withGroups } from "./named-groups.js";
import { byteByByte, bytesOf, type Options } from "./recorder.js";

/** For each key, in the order in which they were first seen, what belongs to it: `12e-1`, `empty`, `skipped`. */
export type Grouped =
  readonly (readonly [key: string, calls: readonly string[]])[] | { readonly error: string };

export function grouped(
  newDecoder: NewDecoder,
  pieces: readonly Uint8Array[],
  options: Options = {},
): Grouped {
  const groups = new Map<string, string[]>();
  const withoutKey: string[] = [];
  let calls = withoutKey;
  try {
    const decoder = newDecoder({
      skipInvalid: false,
      ...options,
      sink: withGroups({
        decimal: (coefficient, exponent, count = 1) => {
          calls.push(`${count === 0 ? "+" : ""}${coefficient}e${exponent}`);
        },
        doubles: () => calls.push("doubles"),
        empty: () => calls.push("empty"),
        skipped: () => calls.push("skipped"),
        group(key) {
          calls = groups.get(key) ?? [];
          groups.set(key, calls);
        },
      }),
    });
    for (const piece of pieces) {
      // A piece is the source's again after push: nobody may look at it later.
      const lent = piece.slice();
      decoder.push(lent);
      lent.fill(0xee);
    }
    decoder.end();
  } catch (thrown) {
    if (!(thrown instanceof TotalError)) throw thrown;
    const { code, place, expected, got } = thrown;
    return {
      error: `${code} ${place.line}:${place.column} @${place.offset}: expected ${expected}, got ${got}`,
    };
  }
  if (withoutKey.length > 0) throw new Error(`${withoutKey.join(", ")} before any key`);
  return [...groups];
}

/** The same for the whole, for every cut in two, and byte by byte. */
export function groupedCutAnywhere(
  newDecoder: NewDecoder,
  data: string | Uint8Array,
  options: Options = {},
): Grouped {
  const bytes = bytesOf(data);
  const whole = grouped(newDecoder, [bytes], options);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
    expect(grouped(newDecoder, pieces, options), `${JSON.stringify(data)} cut at ${cut}`).toEqual(whole);
  }
  expect(grouped(newDecoder, byteByByte(bytes), options), `${JSON.stringify(data)} byte by byte`).toEqual(
    whole,
  );
  return whole;
}
