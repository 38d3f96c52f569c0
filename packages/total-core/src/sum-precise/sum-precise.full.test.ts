/** 20,000 lists and more, against V8's own `Math.sumPrecise`; and how small it is. */
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { ADVERSARIAL_SORTS, adversarialList } from "../testing/adversarial.js";
import { bundled } from "../testing/bundle.js";
import { installNode26 } from "../testing/node-26.js";
import { seededRandom } from "../testing/numbers.js";
import { loadedKernel } from "../sum/loaded-kernel.js";
import { sumPrecise } from "./implementation.js";

const node26 = installNode26();

afterAll(() => {
  if (typeof node26 !== "string") node26.remove();
});

const LISTS = 20_000;

const lists = Array.from({ length: LISTS }, (_, i) => {
  const random = seededRandom(i + 1);
  // One in fifty is long. The square, so that there are more short ones.
  const maxLength = i % 50 === 0 ? 20_000 : 200;
  return adversarialList(
    ADVERSARIAL_SORTS[i % ADVERSARIAL_SORTS.length]!,
    Math.round(maxLength * random() ** 2),
    random,
  );
});

function* each(list: Float64Array): Generator<number> {
  yield* list;
}

const ways: Readonly<Record<string, (list: Float64Array) => Iterable<number>>> = {
  Float64Arrays: (list) => list,
  arrays: (list) => Array.from(list),
  generators: each,
};

describe.skipIf(typeof node26 === "string")(
  `V8's own Math.sumPrecise${typeof node26 === "string" ? ` (not to be had: ${node26})` : ""}`,
  () => {
    const expected = typeof node26 === "string" ? [] : [...node26.totals(lists)];

    test.each(Object.entries(ways))(`${LISTS} lists, %s, alone and with the kernel`, async (_what, from) => {
      // Lists of numbers are equal where all bits are; NaN has many, and is one value to a program.
      const sums = (): number[] => lists.map((list) => sumPrecise(from(list)));
      expect(sums()).toEqual(expected);
      await import("../sum/engine.js");
      expect(loadedKernel()).toBeDefined();
      expect(sums()).toEqual(expected);
    });
  },
);

test.each([
  `export { sumPrecise } from "./src/sum-precise/index.js";`,
  `export { getPolyfill } from "./src/sum-precise/polyfill.js";`,
  `export { shim } from "./src/sum-precise/shim.js";`,
  `import "./src/sum-precise/auto.js";`,
])("%s: at most 3 KB, minified and in gzip", async (source) => {
  const code = await bundled(source, "esm", { minify: true });
  expect(code).toContain("sumPrecise");
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(3000);
});
