import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import { byteByByte, bytesOf, cutIntoPieces, decode } from "../../testing/recorder.js";

describe("field: laws", () => {
  const number = fc.constantFrom(
    "1",
    "-2.5",
    "12345678901234567890",
    '"7"',
    '"\\u0037"',
    '""',
    "null",
    '"x"',
    "true",
    "1e5000",
    "[3]",
    "[4,null]",
  );
  const key = fc.constantFrom("a", "b", "\\u0061", "\\u0062", "aa", "");
  const { value } = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
    object: fc
      .array(fc.tuple(key, tie("value")), { maxLength: 3 })
      .map((members) => `{${members.map(([name, inner]) => `"${name}": ${inner}`).join(",\n")}}`),
    array: fc.array(tie("value"), { maxLength: 3 }).map((elements) => `[${elements.join(",\n")}]`),
    value: fc.oneof({ maxDepth: 4 }, number, tie("array"), tie("object"), tie("object")),
  }));
  const document = fc.oneof(
    fc.array(value, { maxLength: 4 }).map((values) => `[${values.join(",")}]`),
    value,
    fc
      .array(value, { maxLength: 4 })
      .map((values) => values.map((line) => line.replaceAll("\n", "")).join("\n")),
  );
  const field = fc.constantFrom("a", "b", "a.b", "/a/a", "a.b.a");

  test("any cut of the bytes gives the same calls and the same error", () => {
    fc.assert(
      fc.property(
        document,
        field,
        fc.boolean(),
        fc.constantFrom(newJsonReader, newNdjsonReader),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (text, path, skipInvalid, newDecoder, lengths) => {
          const options = { field: path, skipInvalid };
          const bytes = bytesOf(text);
          const whole = decode(newDecoder, [bytes], options);
          expect(decode(newDecoder, cutIntoPieces(bytes, lengths), options)).toEqual(whole);
          expect(decode(newDecoder, byteByByte(bytes), options)).toEqual(whole);
        },
      ),
      { numRuns: 1500 },
    );
  });

  test("what JSON.parse and a walk along the keys find is what is added, in a document, lines and a sequence", () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 4 }),
        fc.constantFrom("a", "b", "a.b", "b.a.b"),
        fc.boolean(),
        (texts, path, skipMissing) => {
          const options = { field: path, skipInvalid: true, skipMissing };
          const lines = texts.map((text) => text.replaceAll("\n", ""));
          const expected = walked(
            texts.map((text) => JSON.parse(text) as unknown),
            path.split("."),
            skipMissing,
          );
          for (const { calls, error } of [
            decode(newJsonReader, [`[${texts.join(",")}]`], options),
            decode(newNdjsonReader, [lines.join("\n")], options),
            decode(newJsonReader, [`${texts.join("\n")}[]`], { ...options, isSequence: true }),
          ]) {
            // JSON.parse takes the last of equal keys; an array there may be refused.
            if (error?.startsWith("BAD_FORMAT") && texts.some((text) => hasEqualKeys(text))) continue;
            expect(error?.split(" ")[0]).toBe(expected.fault);
            const kinds = calls.filter((call) => !call.startsWith("+"));
            const found = kinds.map((call) => (/^[a-z]/.test(call) ? call : "number"));
            expect(error === undefined ? found : expected.calls).toEqual(expected.calls);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});

/** The calls and the code of the first fault by a plain walk: in the place of an array stand its elements. */
function walked(
  rows: readonly unknown[],
  path: readonly string[],
  skipMissing: boolean,
): { readonly calls: readonly string[]; readonly fault: string | undefined } {
  const calls: string[] = [];
  let fault: string | undefined;
  const missing = () => {
    if (skipMissing) calls.push("empty", "missing");
    else fault ??= "NO_COLUMN";
  };
  const walk = (found: unknown, keys: readonly string[], isElement: boolean): void => {
    if (Array.isArray(found)) for (const element of found) walk(element, keys, true);
    else if (keys.length === 0) {
      if (found === Infinity) fault ??= "EXPONENT_RANGE";
      else if (found === null || found === "") calls.push("empty");
      else calls.push(typeof found === "number" || found === "7" ? "number" : "skipped");
    } else if (typeof found !== "object" && isElement) fault ??= "NO_COLUMN";
    else {
      const next = (Object(found) as Record<string, unknown>)[keys[0]!];
      if (typeof found !== "object" || found === null || next === undefined) missing();
      else walk(next, keys.slice(1), false);
    }
  };
  for (const row of rows) walk(row, path, true);
  return { calls, fault };
}

/** Whether an object has a key twice. */
function hasEqualKeys(text: string): boolean {
  const members = text.match(/":/g)?.length ?? 0;
  let kept = 0;
  JSON.parse(text, (_key, inner: unknown) => {
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner))
      kept += Object.keys(inner).length;
    return inner;
  });
  return kept !== members;
}
