import { describe, expect, test } from "vitest";
import type { Batch, EncodedBatch, NumbersApi, Progress } from "../contract/numbers-api.js";
import { totalOf } from "./total-of.js";
import { totalsBy, type TotalsBy } from "./totals-by.js";
import { Total } from "./total.js";

const SALES = "region,amount\nnorth,0.1\nsouth,5\nnorth,0.2\neast,\n";

function apiOf(...batches: Batch[]): NumbersApi {
  return {
    async *numbers() {
      yield* batches;
    },
  };
}

function sales(text: string, options: Partial<EncodedBatch> = {}): EncodedBatch {
  const bytes = new TextEncoder().encode(text);
  return { bytes, format: "csv", name: "sales.csv", column: "amount", by: "region", ...options };
}

/** `north: 0.3 of 2` */
function shown({ groups }: TotalsBy): string[] {
  return Array.from(groups, ([key, total]) => `${key}: ${total.toString()} of ${total.count}`);
}

const PARTIAL: Batch = {
  partial: new Total().add(1).toBytes(),
  format: "csv",
  bytes: 2,
  empty: 0,
  skipped: 0,
};

describe("totalsBy", () => {
  test("totals by key, in the order in which the keys are first seen, and all together", async () => {
    const totals = await totalsBy(apiOf(sales(SALES)));
    expect(shown(totals)).toEqual(["north: 0.3 of 2", "south: 5 of 1", "east: 0 of 0"]);
    expect(totals.total.toString()).toBe("5.3");
    expect(totals.total.count).toBe(3);
  });

  test("goes on with a source that is cut, and puts equal keys of several sources together", async () => {
    const [first, second] = [SALES.slice(0, 25), SALES.slice(25)];
    const api = apiOf(
      sales(first),
      sales(second),
      sales("amount\tk\n1\tsouth\n2\twest\n", { format: "tsv", by: "k" }),
    );
    const totals = await totalsBy(api);
    expect(shown(totals)).toEqual(["north: 0.3 of 2", "south: 6 of 2", "east: 0 of 0", "west: 2 of 1"]);
    expect(totals.total.toString()).toBe("8.3");
  });

  test("totals JSON and NDJSON by what a path leads to", async () => {
    const options = { column: undefined, field: "pay.amount", by: "pay.currency" } as const;
    const lines = '{"pay":{"amount":"0.10","currency":"EUR"}}\n{"pay":{"currency":"USD","amount":1}}\n';
    const array = '[{"pay":{"currency":"EUR","amount":0.2}}]';
    const api = apiOf(
      sales(lines, { ...options, format: "ndjson" }),
      sales(array, { ...options, format: "json" }),
    );
    expect(shown(await totalsBy(api))).toEqual(["EUR: 0.3 of 2", "USD: 1 of 1"]);
  });

  test("has no groups where there are no rows", async () => {
    const totals = await totalsBy(apiOf(sales("region,amount\n")));
    expect(shown(totals)).toEqual([]);
    expect(totals.total.toString()).toBe("0");
  });

  test("is as exact as one total, however many numbers of whatever size a key has", async () => {
    const cells = Array.from({ length: 3000 }, (_, i) => (i % 7 === 0 ? "1e30" : `${i}.1`));
    const rows = cells.map((cell, i) => `${i % 3},${cell}\n-,${cell}\n`).join("");
    const { groups } = await totalsBy(apiOf(sales(`region,amount\n${rows}`)));
    for (const [key, total] of groups) {
      const own = new Total();
      cells.forEach((cell, i) => (key === "-" || key === String(i % 3) ? own.add(cell) : own));
      expect(total.toBytes()).toEqual(own.toBytes());
    }
    expect([...groups.keys()]).toEqual(["0", "-", "1", "2"]);
  });

  test("tells how far it has come, counts of all groups together", async () => {
    const seen: Progress[] = [];
    await totalsBy(apiOf(sales(`${SALES}east,x\n`)), {
      skipInvalid: true,
      onProgress: (progress) => void seen.push(progress),
    });
    expect(seen.at(-1)).toEqual({ count: 3, bytes: SALES.length + 7, empty: 1, missing: 0, skipped: 1 });
  });

  test("counts numbers as they come, in a long source too", async () => {
    const rows = `${"north,1\nsouth,2.5\n,3\n".repeat(5000)}`;
    const batches = Array.from({ length: 5 }, (_, i) => sales(i === 0 ? `region,amount\n${rows}` : rows));
    const counts: number[] = [];
    const options = { onProgress: ({ count }: Progress) => void counts.push(count) };
    const { groups, total } = await totalsBy(apiOf(...batches), options);
    expect(counts).toEqual([15_000, 30_000, 45_000, 60_000, 75_000, 75_000]);
    expect([total.count, groups.get("south")?.count]).toEqual([75_000, 25_000]);
  });

  test("totalOf of the same source has no use for the keys", async () => {
    expect((await totalOf(apiOf(sales(SALES)))).toString()).toBe("5.3");
    expect((await totalOf(apiOf(sales(SALES, { by: "none" })))).toString()).toBe("5.3");
  });

  test("asks for the numbers, not for partial totals", async () => {
    const api: NumbersApi = {
      async *numbers({ partials }) {
        expect(partials).toBeUndefined();
        yield sales(SALES);
      },
    };
    expect((await totalsBy(api)).groups.size).toBe(3);
  });

  test("bad data is a TotalError at its place", async () => {
    await expect(totalsBy(apiOf(sales("region,amount\nnorth,1,5\n")))).rejects.toThrow(
      "sales.csv:2:1: expected 2 fields, got 3 or more",
    );
    await expect(totalsBy(apiOf(sales("regions,amount\n")))).rejects.toMatchObject({
      code: "NO_COLUMN",
      expected: "one of the columns regions, amount (did you mean regions?)",
    });
  });

  test.each<[what: string, batch: Batch]>([
    ["a list of numbers", [1, 2]],
    ["a typed array", new Float64Array(2)],
    ["bytes without the option", sales(SALES, { by: undefined })],
    ["bytes of a format without columns", sales("1 2", { format: "text" })],
    ["a partial, which nobody asked for", PARTIAL],
  ])("%s is a TypeError", async (_what, batch) => {
    await expect(totalsBy(apiOf(batch))).rejects.toThrow(
      /^batch: expected encoded bytes \(csv, tsv, json, ndjson\) with the option by, or decoded numbers with keys, got one without keys$/,
    );
  });

  test("rejects with the signal's reason, and lets go of the source", async () => {
    const controller = new AbortController();
    let letGo = false;
    const api: NumbersApi = {
      async *numbers({ signal }) {
        signal.addEventListener("abort", () => (letGo = true));
        yield sales("region,amount\nnorth,1\n");
        controller.abort(new Error("enough"));
        yield sales("south,1\n");
      },
    };
    await expect(totalsBy(api, { signal: controller.signal })).rejects.toThrow("enough");
    expect(letGo).toBe(true);
  });

  test("misuse is a TypeError that names it", async () => {
    await expect(totalsBy(undefined as unknown as NumbersApi)).rejects.toThrow(
      "totalsBy: expected a numbers API, ",
    );
  });

  test("many rows of few keys come to few totals", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i % 50},1\n`).join("");
    const { groups } = await totalsBy(apiOf(sales(`region,amount\n${rows}`)));
    expect(groups.size).toBe(50);
    expect(groups.get("7")?.count).toBe(400);
  });
});
