import type { NumbersApi } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
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

const whole = (name: string, text: string): Source => ({
  ...source(name, () => {
    throw new Error("read piece by piece");
  }),
  whole: () => ({ format: "text", name, bytes: Buffer.from(text) }),
});

describe("a source that is there at once", () => {
  test("is added among the others, in their order, and told of like them", async () => {
    const seen: unknown[] = [];
    const { columns, formats, parts, bytes } = await totalOfSources(
      [whole("a.txt", "1 2"), ...sources, whole("c.txt", "0.5")],
      { ...options, keepsParts: true, onProgress: (state) => seen.push(state) },
    );
    expect(columns.map(({ total }) => total.toString())).toEqual(["9.5"]);
    expect([...formats]).toEqual(["text", "none"]);
    expect(parts.map((part) => `${part.source} ${part.columns[0]!.total} ${part.bytes}`)).toEqual([
      "a.txt 3 3",
      "a 3 0",
      "b.txt 3 0",
      "c.txt 0.5 3",
    ]);
    expect(bytes).toBe(6);
    expect(seen[0]).toEqual({ bytes: 3, count: 2 });
    expect(seen.at(-1)).toEqual({ bytes: 6, count: 6 });
  });

  test("the first fault ends it, wherever the later ones stand", async () => {
    const faults = [whole("a.txt", "1"), whole("b.txt", "2\n3x"), whole("c.txt", "y")];
    await expect(totalOfSources(faults, { ...options, keepsParts: false })).rejects.toThrow(
      'b.txt:2:1: expected a number, got "3x"',
    );
  });

  test("no more of them are read once the signal has aborted", async () => {
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(new Error("interrupted"));
    const last = {
      ...whole("b.txt", "2"),
      whole: () => {
        throw new Error("read");
      },
    };
    await expect(
      totalOfSources([whole("a.txt", "1"), last], {
        ...options,
        keepsParts: false,
        signal: controller.signal,
        onProgress,
      }),
    ).rejects.toThrow("interrupted");
  });

  test("whose numbers have no keys is refused where groups are asked for", async () => {
    await expect(
      totalOfSources([whole("a.txt", "1")], { ...options, byKey: true, keepsParts: false }),
    ).rejects.toThrow("--by: expected every source in CSV, TSV, JSON, NDJSON or Parquet, got a.txt in text");
  });
});
