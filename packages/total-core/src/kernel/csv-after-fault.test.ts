import { expect, test } from "vitest";
import { streamNumbers } from "../source/stream.js";
import { wideKeyedCsvFromSeed } from "../testing/csv-fuzz.js";
import { totalsOf } from "../total/totals-of.js";

async function outcomeOf(seed: number, skipInvalid: boolean): Promise<string> {
  const { bytes, options } = wideKeyedCsvFromSeed(seed);
  const api = streamNumbers([bytes], { ...(options as object), format: "csv" } as never);
  const found = await totalsOf(api, { skipInvalid }).catch((error: unknown) => error);
  return found instanceof Error ? String(found) : "totals";
}

test("sums with keys begin anew after a source whose keys are at fault", async () => {
  // The first source leaves addresses of groups behind, the second keys that its sink has refused.
  const seeds = [102, 150, 151];
  const outcomes: string[] = [];
  for (const seed of seeds) outcomes.push(await outcomeOf(seed, seed !== 151));
  expect(outcomes[1]).toContain("expected a key in UTF-8");
  expect(outcomes[2]).toContain("line 10, column 590: expected a number");
});
