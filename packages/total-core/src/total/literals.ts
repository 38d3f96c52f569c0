/** Decimal literals that came one by one. */
import type { LiteralBatch } from "../contract/numbers-api.js";
import type { NumbersSink } from "../contract/sink.js";
import type { NumberList } from "./list.js";
import { addString } from "./strings.js";

/**
 * A batch of literals as a list. Errors name the index of a literal among all elements of its source.
 * @param sink counts blank literals, and bad ones with `skipInvalid`
 */
export function literalList(
  { literals, indices, skipEmpty }: LiteralBatch,
  sink: NumbersSink,
  skipInvalid: boolean,
): NumberList {
  const skipped = skipInvalid ? () => sink.skipped() : undefined;
  return {
    length: literals.length,
    addTo(sum, start, end) {
      for (let i = start; i < end; i++) {
        const literal = literals[i]!;
        if (skipEmpty && literal.trim() === "") sink.empty();
        else addString(literal, indices[i]!, sum, false, skipped);
      }
    },
  };
}
