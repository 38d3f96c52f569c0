import { describe, expect, test } from "vitest";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import type { TotalError } from "../../contract/errors.js";
import type { Decoder, NewDecoder } from "../../contract/decoder.js";
import { NO_SINK } from "../../contract/sink.js";
import { newJsonDecoder } from "../json/decoder.js";

function listening(newDecoder: NewDecoder, options: { field?: string; skipInvalid?: boolean } = {}) {
  const told: TotalError[] = [];
  const decoder = newDecoder({
    skipInvalid: false,
    ...options,
    sink: NO_SINK,
    onDeferredFault: (fault) => told.push(fault),
  });
  return { told, decoder };
}

const push = (decoder: Decoder, json: string) => decoder.push(new TextEncoder().encode(json));

function thrownBy(call: () => void): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe.each<[string, NewDecoder]>([
  ["TypeScript", newJsonReader],
  ["the kernel", newJsonDecoder],
])("a fault that is held, in %s", (_name, newDecoder) => {
  test("is told as soon as it is seen, once, and is what is thrown at the end", () => {
    const { told, decoder } = listening(newDecoder);
    push(decoder, `[${"1,".repeat(50_000)}`);
    expect(told).toEqual([]);
    push(decoder, '\n"x"');
    expect(told.length).toBe(1);
    expect(told[0]).toMatchObject({ code: "BAD_NUMBER", place: { line: 2, column: 1, offset: 100_002 } });
    push(decoder, ",null]");
    expect(told.length).toBe(1);
    expect(thrownBy(() => decoder.end())).toBe(told[0]);
  });

  test("is not what is thrown where the document turns out malformed", () => {
    const { told, decoder } = listening(newDecoder);
    push(decoder, '["x",');
    expect(told.length).toBe(1);
    expect(thrownBy(() => push(decoder, "]"))).toMatchObject({ code: "BAD_FORMAT" });
  });

  test.each([
    ["a literal past the bounds", "[1e5000,", "EXPONENT_RANGE"],
    ["a document that is no list", '"numbers" ', "BAD_NUMBER"],
  ])("%s is one", (_what, json, code) => {
    const { told, decoder } = listening(newDecoder);
    push(decoder, json);
    expect(told.map((fault) => fault.code)).toEqual([code]);
  });

  test("an object without the field is one", () => {
    const { told, decoder } = listening(newDecoder, { field: "a" });
    push(decoder, '[{"b":1}');
    expect(told.map((fault) => fault.code)).toEqual(["NO_COLUMN"]);
  });

  test("a bad number that is skipped is none", () => {
    const { told, decoder } = listening(newDecoder, { skipInvalid: true });
    push(decoder, '["x",1]');
    decoder.end();
    expect(told).toEqual([]);
  });
});

test("a line of NDJSON holds its fault until it ends", () => {
  const { told, decoder } = listening(newNdjsonReader);
  push(decoder, '1\n"x"');
  expect(told.map(({ place }) => place.line)).toEqual([2]);
  expect(thrownBy(() => push(decoder, "\n"))).toBe(told[0]);
});
