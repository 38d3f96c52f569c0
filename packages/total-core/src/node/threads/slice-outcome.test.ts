import { expect, test } from "vitest";
import { TotalError } from "../../contract/errors.js";
import { sliceOutcome } from "./slice-outcome.js";

/** The fault of a file of one slice, as another thread gets it. */
function clonedFault(text: string): unknown {
  const bytes = new TextEncoder().encode(text);
  const options = { format: "csv", skipInvalid: false } as const;
  const size = bytes.length;
  const buffer = new Uint8Array(size);
  const work = sliceOutcome({ index: 0, range: { begin: 0, end: size }, size, options }, buffer);
  let step = work.next(0);
  while (step.done !== true) {
    buffer.set(bytes.subarray(step.value?.offset));
    step = work.next(step.value?.length ?? 0);
  }
  return structuredClone(step.value.result);
}

test.each([
  ["5\n1\n", "NO_COLUMN", " (perhaps header: false, or header: true)"],
  ['a\n"1\n', "BAD_FORMAT", " (perhaps quotes: false)"],
  ["a\nx\n", "BAD_NUMBER", ""],
] as const)("a fault of %j is the same in another thread, with the ways out of it", (text, code, perhaps) => {
  const fault = clonedFault(text) as ConstructorParameters<typeof TotalError>[1];
  const { message, headline } = new TotalError(code, fault);
  expect([(fault as { code?: string }).code, message]).toEqual([code, `${headline}${perhaps}`]);
});
