import { expect, test } from "vitest";
import { TotalError } from "../../contract/errors.js";
import { sliceOutcome, type SliceJob } from "./slice-outcome.js";

/** The fault of a file of one slice, as another thread gets it. */
function clonedFault(text: string): unknown {
  const bytes = new TextEncoder().encode(text);
  const options = { format: "csv", skipInvalid: false } as const;
  const job: SliceJob = { size: bytes.length, sliceBytes: bytes.length, options };
  const buffer = new Uint8Array(bytes.length);
  const work = sliceOutcome(0, job, buffer);
  let step = work.next(0);
  while (step.done !== true) {
    buffer.set(bytes.subarray(step.value?.offset));
    step = work.next(step.value?.length ?? 0);
  }
  return structuredClone(step.value.result);
}

test.each([
  ["5\n1\n", "NO_COLUMN", "a name in the header, or header: false or header: true"],
  ['a\n"1\n', "BAD_FORMAT", "a closing quote for this one, or quotes: false"],
  ["a\nx\n", "BAD_NUMBER", "a number"],
])(
  "a fault of %j is the same in another thread, with the options that could help",
  (text, code, expected) => {
    const fault = clonedFault(text) as ConstructorParameters<typeof TotalError>[1];
    const error = new TotalError("BAD_NUMBER", fault);
    expect([(fault as { code?: string }).code, error.expected]).toEqual([code, expected]);
    expect(error.expectedIn(() => "OPTION")).toBe(expected.replaceAll(/\w+: (true|false)/g, "OPTION"));
  },
);
