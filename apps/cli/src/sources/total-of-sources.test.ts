import type { NumbersApi } from "@dlg/total-core";
import { expect, test } from "vitest";
import type { Source } from "./source.js";
import { totalOfSources } from "./total-of-sources.js";

function source(name: string, numbers: NumbersApi["numbers"]): Source {
  return { name, numbers: { numbers }, size: () => undefined, bytesRead: () => 0 };
}

const sources = [
  source("a", async function* () {
    yield [1, 2];
  }),
  source("b.txt", async function* () {
    yield { format: "text", bytes: Buffer.from("3") };
  }),
];
const options = {
  signal: new AbortController().signal,
  skipInvalid: false,
  byKey: false,
  onProgress: () => {},
};

test.each([
  [true, ["a", "b.txt"]],
  [false, []],
])(
  "whether the totals of each source are asked for: %s; only then are they kept",
  async (keepsParts, kept) => {
    const { columns, formats, parts } = await totalOfSources(sources, { ...options, keepsParts });
    expect(columns.map(({ total }) => total.toString())).toEqual(["6"]);
    expect([...formats]).toEqual(["none", "text"]);
    expect(parts.map((part) => part.source)).toEqual(kept);
  },
);
