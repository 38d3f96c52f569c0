import { describe, expect, test } from "vitest";
import { Currencies, totalOf, totalsBy, totalsOf, type EncodedBatch, type NumbersApi } from "../index.js";
import { bytesOf } from "../testing/recorder.js";

type Encoding = Omit<EncodedBatch, "bytes">;

/** Sources one after another, each in pieces of one byte. */
function money(...sources: readonly (readonly [text: string, encoding?: Partial<Encoding>])[]): NumbersApi {
  return {
    async *numbers() {
      for (const [i, [text, encoding]] of sources.entries()) {
        for (const byte of bytesOf(text)) {
          yield { bytes: Uint8Array.of(byte), format: "text", money: true, name: `${i}`, ...encoding };
        }
      }
    },
  };
}

const CSV: Partial<Encoding> = { format: "csv", column: "n", thousands: "," };

async function outcome(api: NumbersApi, options: Parameters<typeof totalOf>[1] = {}): Promise<string> {
  return totalOf(api, options).then(
    String,
    (error: Error & { code?: string }) => `${error.code} ${error.message}`,
  );
}

function byColumn(text: string): ReturnType<typeof totalsOf> {
  return totalsOf(money([text, { ...CSV, column: ["n", "m"] }]));
}

function byKey(text: string): ReturnType<typeof totalsBy> {
  return totalsBy(money([text, { ...CSV, by: "k" }]));
}

describe("a total of money", () => {
  test("is that of text, CSV and TSV together", async () => {
    const api = money(
      ["$1.50 (0.50) 5-\n+$2 "],
      ['n,x\n"$1,204.50",€\n3,\n,y\n"(1,000.00)",%\n', CSV],
      ["n\tx\n-$4\t5\n", { ...CSV, format: "tsv" }],
    );
    expect(await outcome(api)).toBe("201.5");
  });

  test("has one currency, and names the place of the second one", async () => {
    expect(await outcome(money(["$1 2\n€3\n"]))).toBe(
      'BAD_FORMAT 0:2:1: expected an amount in $, as the ones before, got "€3"',
    );
    expect(await outcome(money(["n,x\n$1,€2\n3,4\n USD 5,6\n", CSV]))).toBe(
      'BAD_FORMAT 0:4:2: expected an amount in $, as the ones before, got "USD 5"',
    );
  });

  test("has it over all of its sources, and over all totals that share their currencies", async () => {
    expect(await outcome(money(["$1\n"], ["2"], ["n\n€3\n", CSV]))).toBe(
      'BAD_FORMAT 2:2:1: expected an amount in $, as the ones before, got "€3"',
    );
    const shared = { currencies: new Currencies() };
    expect(await outcome(money(["$1"]), shared)).toBe("1");
    expect(await outcome(money(["€1"]), shared)).toMatch(/^BAD_FORMAT 0:1:1: expected an amount in \$/);
    expect(await outcome(money(["€1"]))).toBe("1");
    expect(await outcome(money(["€1"]), { currencies: {} as Currencies })).toMatch(/expected a Currencies/);
  });

  test("has it over all of its groups", async () => {
    const { groups } = await byKey("k,n\na,$1\nb,$2\na,3\n");
    expect([...groups].map(([key, total]) => `${key} ${total.toString()}`)).toEqual(["a 4", "b 2"]);
    await expect(byKey("k,n\na,$1\nb,€2\n")).rejects.toMatchObject({ code: "BAD_FORMAT", got: '"€2"' });
  });

  test("has one currency in each of several columns", async () => {
    const { columns } = await byColumn("m,n\n€1,$2\n€3,$4\n");
    expect(columns.map(({ column, total }) => `${column} ${total.toString()}`)).toEqual(["n 6", "m 4"]);
    await expect(byColumn("m,n\n€1,$2\n$3,$4\n")).rejects.toMatchObject({
      code: "BAD_FORMAT",
      place: { line: 3, column: 1 },
      expected: "an amount in €, as the ones before",
    });
  });

  test("passes over bad numbers, and never over another currency", async () => {
    const skip = { skipInvalid: true };
    expect(await outcome(money(["$1 x 5% ($2)) (3)"]), skip)).toBe("-2");
    expect(await outcome(money(["$1 x €5"]), skip)).toMatch(/^BAD_FORMAT /);
  });

  test("has no amounts in the names of its columns", async () => {
    expect(await outcome(money(["USD 5,n\n$1,$2\n", { ...CSV, column: 2 }]))).toBe("2");
    expect(await outcome(money(["USD 5,n\n$1,$2\n", { ...CSV, column: 1 }]))).toMatch(/^NO_COLUMN /);
    expect(await outcome(money(["USD 5,n\n$1,$2\n", { ...CSV, column: 1, header: true }]))).toBe("1");
  });
});
