import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seemsInQuotes } from "./quoting.js";
import { bytesOf } from "../../testing/recorder.js";

const guess = (text: string): boolean => seemsInQuotes(bytesOf(text), 0x2c);

describe("bytes from the middle of a CSV", () => {
  // prettier-ignore
  test.each([
    "", "1,2\n", 'x,"y', 'x\n"y', 'x,"","y', 'x,"""y', ',"",\n,"","z', ',","', '"x,"y',
  ])("outside of quotes: %j", (text) => {
    expect(guess(text)).toBe(false);
  });

  // prettier-ignore
  test.each(['x"\ny', 'x",y', 'x""y', 'x"",y', ',""y', ',"",\n,"",x",y', 'x"\r\n', '\n,\n"",y",1'])("inside: %j", (text) => {
    expect(guess(text)).toBe(true);
  });

  test("are known wherever a quoted field begins with text, or ends with it", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ",", "\n", '""', "b"), maxLength: 8 });
    const field = fc.oneof(
      fc.constantFrom("", "x", "12"),
      text.map((content) => `"a${content}b"`),
    );
    const rows = fc.array(fc.tuple(field, fc.constantFrom(",", "\n")), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, fc.nat(), (cells, place) => {
        const csv = cells.flat().join("") + 'x,"a b"\n';
        const cut = place % (csv.length - 5);
        const isInside = csv.slice(0, cut).split('"').length % 2 === 0;
        // Between two quotes that are one, nothing can be known.
        fc.pre(csv[cut] !== '"');
        expect(guess(csv.slice(cut))).toBe(isInside);
      }),
    );
  });
});
