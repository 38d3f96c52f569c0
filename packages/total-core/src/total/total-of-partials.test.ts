import { describe, expect, test } from "vitest";
import type { NumbersApi, PartialBatch, NumbersOptions, Progress } from "../contract/numbers-api.js";
import { text } from "../testing/sources.js";
import { Total } from "./total.js";
import { totalOf } from "./total-of.js";

function partial(total: Total, counts: Partial<PartialBatch> = {}): PartialBatch {
  return { partial: total.toBytes(), format: "text", bytes: 0, empty: 0, skipped: 0, ...counts };
}

/** A numbers API with partials. */
function partialsOf(...batches: readonly unknown[]): NumbersApi & { readonly asked: NumbersOptions[] } {
  const asked: NumbersOptions[] = [];
  return {
    asked,
    async *numbers(options): AsyncGenerator<PartialBatch, void> {
      asked.push(options);
      yield* batches as PartialBatch[];
    },
  };
}

describe("a numbers API with partials", () => {
  test("is asked for those, and told whether bad numbers are skipped", async () => {
    const api = partialsOf();
    await totalOf(api);
    await totalOf(api, { skipInvalid: true });
    expect(api.asked).toEqual([
      { signal: expect.any(AbortSignal), partials: true, skipInvalid: false },
      { signal: expect.any(AbortSignal), partials: true, skipInvalid: true },
    ]);
  });

  test("its partials are merged, and their counts with them", async () => {
    const seen: Progress[] = [];
    const api = partialsOf(
      partial(new Total().add("0.1").add("0.2"), { bytes: 8, empty: 1, missing: 1, skipped: 2 }),
      [5],
      text("1.5 2"),
      partial(new Total().add("3"), { bytes: 2, skipped: 1 }),
    );
    const total = await totalOf(api, { onProgress: (progress) => seen.push(progress) });
    expect(total.toString()).toBe("11.8");
    expect(seen.at(-1)).toEqual({ count: 6, bytes: 15, empty: 1, missing: 1, skipped: 3 });
  });

  test("a partial ends the token of the encoded batch before it", async () => {
    const total = await totalOf(partialsOf(text("1"), partial(new Total()), text("2")));
    expect(total.toString()).toBe("3");
  });

  test("partials of binary numbers alone stay binary", async () => {
    const tenths = [0.1, 0.2, Infinity].map((number) => partial(new Total().add(number)));
    expect((await totalOf(partialsOf(...tenths.slice(0, 2)))).toString()).toBe("0.30000000000000004");
    expect((await totalOf(partialsOf(...tenths))).toNumber()).toBe(Infinity);
  });

  test("a damaged one is BAD_PARTIAL", async () => {
    const damaged = new Total().add(1).toBytes();
    damaged[20]! ^= 1;
    const api = partialsOf({ ...partial(new Total()), partial: damaged });
    await expect(totalOf(api)).rejects.toMatchObject({ code: "BAD_PARTIAL" });
  });

  test("numbers that cannot be iterated are a TypeError", async () => {
    const api = { numbers: () => 5 } as unknown as NumbersApi;
    await expect(totalOf(api)).rejects.toThrow("numbers(): expected an async iterable, got a number");
  });

  test("gives them through another one that passes the options on, and not without", async () => {
    const seen: unknown[] = [];
    const source: NumbersApi = {
      async *numbers({ partials }) {
        seen.push(partials);
        yield partials === true ? partial(new Total().add("1.5")) : text("1.5");
      },
    };
    const passesOn: NumbersApi = { numbers: (options) => source.numbers(options) };
    const readsThem: NumbersApi = { numbers: (options) => source.numbers({ ...options, partials: false }) };
    const keepsToItself: NumbersApi = { numbers: ({ signal }) => source.numbers({ signal }) };
    for (const api of [source, passesOn, readsThem, keepsToItself]) {
      expect((await totalOf(api)).toString()).toBe("1.5");
    }
    expect(seen).toEqual([true, true, false, undefined]);
  });

  test("whoever adds a partial by hand has its numbers added", () => {
    expect(
      new Total()
        .add(1n)
        .addAll(partial(new Total().add("0.1").add("0.2")))
        .toString(),
    ).toBe("1.3");
  });
});
