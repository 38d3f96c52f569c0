import type { FuzzedSource } from "./fuzzed-source.js";
import { inKernelMemory, type Outcome, outcome, type OutcomeOptions } from "./outcome.js";
import { cutIntoPieces } from "./recorder.js";

/** What a decoder makes of a source that is whole, that is in pieces, and whose pieces are in the kernels' memory. */
export function threeOutcomes(
  newDecoder: Parameters<typeof outcome>[0],
  { bytes, lengths }: FuzzedSource,
  options: OutcomeOptions,
): Outcome[] {
  const pieces = cutIntoPieces(bytes, lengths);
  return [
    outcome(newDecoder, bytes, options),
    outcome(newDecoder, pieces, options),
    outcome(newDecoder, pieces, options, inKernelMemory),
  ];
}
