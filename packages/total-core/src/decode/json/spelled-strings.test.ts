/** Strings that a field leads to, spelled as the options say: `{"net":"$1,204.50"}`. */
import { describe, expect, test } from "vitest";
import { Currencies } from "../../contract/currencies.js";
import type { DecoderOptions } from "../../contract/decoder.js";
import type { TotalError } from "../../contract/errors.js";
import type { Hint } from "../../contract/hints.js";
import { NO_SINK } from "../../contract/sink.js";
import { inKernelMemory, outcome } from "../../testing/outcome.js";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import { bytesOf, decodeCutAnywhere, type Outcome } from "../../testing/recorder.js";
import { newNdjsonDecoder } from "./decoder.js";

type Given = Pick<DecoderOptions, "thousands" | "decimal" | "money"> & { readonly skipInvalid?: boolean };

/** The outcome for elements, each of which is an object with this value at `a`. */
const read = (values: readonly string[], given: Given): Outcome =>
  decodeCutAnywhere(newJsonReader, `[${values.map((value) => `{"a":${value}}`).join(",")}]`, {
    field: "a",
    ...given,
  });

describe("a string is spelled as the options say, a number as JSON has it", () => {
  test.each([
    [['"1,204.50"', '"3"', "1.5"], { thousands: "," }, ["120450e-2", "3e0", "15e-1"]],
    [['"1.204,50"', "1.204", '"-0,5"'], { thousands: ".", decimal: "," }, ["120450e-2", "1204e-3", "-5e-1"]],
    [['"1\\u202f204,5"'], { thousands: "\u202f", decimal: "," }, ["12045e-1"]],
    [['"$5"', '"($1.50)"', '"2-"', "7", '"3 $"'], { money: true }, ["5e0", "-150e-2", "-2e0", "7e0", "3e0"]],
    [['"CHF 1\'204.50"'], { money: true, thousands: "'" }, ["120450e-2"]],
    [['"\\u20ac 1"', '"1 €"', '""', "null"], { money: true }, ["1e0", "1e0", "empty", "empty"]],
  ])("%j with %j", (values, given, calls) => {
    expect(read(values, given)).toEqual({ calls, error: undefined });
  });

  test.each([
    ['"1,5"', { thousands: "," }, 'BAD_NUMBER 1:7 @6: expected a number, got "1,5"'],
    [
      '"5 DR"',
      { money: true },
      'BAD_NUMBER 1:7 @6: expected an amount of money without DR or CR, got "5 DR"',
    ],
  ])("%s with %j is none", (value, given, error) => {
    expect(read([value], given)).toEqual({ calls: [], error });
  });

  test("the options that would read it are the ways out, and only its own", () => {
    expect(waysOutOf('{"a":"$1,204.50"}')).toEqual([
      {
        option: "money",
        value: true,
        also: [{ option: "thousands", value: "," }],
        when: "if it means 1204.50",
      },
    ]);
    expect(waysOutOf('{"a":"1,5","a":true}')).toEqual([]);
    expect(waysOutOf('{"a":"x"}')).toEqual([]);
  });
});

function waysOutOf(line: string): readonly Hint[] | undefined {
  const decoder = newNdjsonReader({ field: "a", skipInvalid: false, sink: NO_SINK });
  try {
    decoder.push(bytesOf(line));
    decoder.end();
    return undefined;
  } catch (error) {
    return (error as TotalError).hints;
  }
}

test("money: another currency is a fault, and is not passed over", () => {
  expect(read(['"$5"', '"bad"', '"€5"'], { money: true, skipInvalid: true })).toEqual({
    calls: ["5e0", "skipped"],
    error: 'BAD_FORMAT 1:30 @29: expected an amount in $, as the ones before, got "€5"',
  });
});

test("money: each field has a currency of its own", () => {
  const lines = '{"a":"$5","b":"€1"}\n{"a":"$1","b":"€2"}\n';
  const options = { field: ["a", "b"], money: true, currencies: new Currencies() };
  expect(outcome(newNdjsonReader, lines, options)).not.toHaveProperty("error");
});

test("where the kernels are, too", () => {
  const lines = bytesOf(
    Array.from({ length: 20_000 }, (_, i) => `{"a":"1.${100 + (i % 900)}","k":"x"}\n`).join(""),
  );
  const options = { field: "a", thousands: ".", decimal: "," };
  const spelled = outcome(newNdjsonDecoder, lines, options, inKernelMemory);
  expect(spelled).toEqual(outcome(newNdjsonReader, lines, options));
});
