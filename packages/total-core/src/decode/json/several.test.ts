/** Several fields and several keys, and keys of rows in arrays. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FormatOptions } from "../../contract/format-options.js";
import { bytesOf, cutIntoPieces } from "../../testing/recorder.js";
import { streamNumbers } from "../../source/stream.js";
import { totalOf } from "../../total/total-of.js";
import { totalsOf } from "../../total/totals-of.js";

interface Plain {
  /** `name total count empty missing skipped` of each field. */
  readonly columns: readonly string[];
  /** The keys and totals of each group. */
  readonly groups: readonly (readonly string[])[];
}

async function totals(
  data: string,
  options: FormatOptions,
  { lengths = [1_000_000], format = "ndjson", skipInvalid = false }: Reading = {},
): Promise<Plain> {
  const api = streamNumbers(cutIntoPieces(bytesOf(data), lengths), { format, name: "-", ...options });
  const { columns, groups } = await totalsOf(api, { skipInvalid });
  return {
    columns: columns.map(({ column, total, empty, missing, skipped }) =>
      [column, total.toString(), total.count, empty, missing, skipped].join(" "),
    ),
    groups: groups.map(({ keys, totals: ofGroup }) => [...keys, ...ofGroup.map((total) => total.toString())]),
  };
}

interface Reading {
  readonly lengths?: readonly number[];
  readonly format?: "json" | "ndjson";
  readonly skipInvalid?: boolean;
}

const SALES = [
  '{"region":"north","month":"May","amount":1.5,"tax":{"vat":0.3}}',
  '{"month":"May","tax":{"vat":null},"amount":"2","region":"south"}',
  '{"region":"north","month":"June","amount":-4,"tax":{"vat":0.1}}',
].join("\n");

describe("several fields", () => {
  test("are a total each, in the order of the option", async () => {
    const { columns } = await totals(SALES, { field: ["tax.vat", "amount"] });
    expect(columns).toEqual(["tax.vat 0.4 2 1 0 0", "amount -0.5 3 0 0 0"]);
  });

  test("by several keys are a total each in each group", async () => {
    const { groups } = await totals(SALES, { field: ["amount", "/tax/vat"], by: ["region", "month"] });
    expect(groups).toEqual([
      ["north", "May", "1.5", "0.3"],
      ["south", "May", "2", "0"],
      ["north", "June", "-4", "0.1"],
    ]);
  });

  test("may be one within the other's path, or the same twice", async () => {
    const options = { field: ["a", "a.b", "a"], skipMissing: true, skipInvalid: true } as const;
    const { columns } = await totals('{"a":1}\n{"a":{"b":2}}\n{"a":[{"b":4}]}', options, {
      skipInvalid: true,
    });
    expect(columns.map((column) => column.split(" ").slice(0, 3).join(" "))).toEqual([
      "a 1 1",
      "a.b 6 2",
      "a 1 1",
    ]);
  });

  test("that are not in a source of nothing are there all the same", async () => {
    expect((await totals("", { field: ["a", "b"] })).columns).toEqual(["a 0 0 0 0 0", "b 0 0 0 0 0"]);
  });

  test("the first in the order of the fields that an object lacks is NO_COLUMN", async () => {
    const lacking = totals('{"a":1,"b":2}\n{"c":3}', { field: ["b", "a"] });
    await expect(lacking).rejects.toThrow('-:2:1: expected the field "b", got an object without it');
    const { columns } = await totals('{"a":1,"b":2}\n{"a":3}', { field: ["b", "a"], skipMissing: true });
    expect(columns).toEqual(["b 2 1 1 1 0", "a 4 2 0 0 0"]);
  });

  test("each have bad numbers of their own", async () => {
    const text = '{"a":1,"b":"x"}\n{"a":[true,2],"b":3}';
    const { columns } = await totals(text, { field: ["a", "b"] }, { skipInvalid: true });
    expect(columns).toEqual(["a 3 2 0 0 1", "b 3 1 0 0 1"]);
    await expect(totals(text, { field: ["a", "b"] })).rejects.toThrow('-:1:12: expected a number, got "x"');
  });

  test("through different arrays are each read where they stand", async () => {
    const text = '{"p":[{"x":1},{"x":2}],"q":{"y":[3,4]},"z":5}';
    const { columns } = await totals(text, { field: ["q.y", "z", "p.x"] });
    expect(columns).toEqual(["q.y 7 2 0 0 0", "z 5 1 0 0 0", "p.x 3 2 0 0 0"]);
  });

  test("are misuse where one total is asked for", async () => {
    const api = streamNumbers([bytesOf(SALES)], { format: "ndjson", field: ["amount", "tax.vat"] });
    await expect(totalOf(api)).rejects.toThrow(new RangeError("field: expected one path, got 2"));
  });
});

const ORDERS = [
  '{"customer":"Ada","items":[{"name":"nail","price":1,"qty":10},{"name":"bolt","price":2,"qty":20}]}',
  '{"items":[{"price":4,"name":"nail","qty":40}],"customer":"Bob"}',
  '{"items":[{"qty":80,"price":8,"name":"nail"}],"customer":"Ada"}',
].join("\n");
/** The paths from an object that has the orders in an array. */
const inAll = (path: string | readonly string[]) => [path].flat().map((one) => `all.${one}`);
const PRICE = { field: "items.price" };

describe("keys of rows in arrays", () => {
  test.each([
    [
      { ...PRICE, by: "items.name" },
      [
        ["nail", "13"],
        ["bolt", "2"],
      ],
    ],
    [
      { ...PRICE, by: "customer" },
      [
        ["Ada", "11"],
        ["Bob", "4"],
      ],
    ],
    [
      { ...PRICE, by: ["customer", "items.name"] },
      [
        ["Ada", "nail", "9"],
        ["Ada", "bolt", "2"],
        ["Bob", "nail", "4"],
      ],
    ],
    [
      { field: ["items.qty", "items.price"], by: ["items.name", "customer"] },
      [
        ["nail", "Ada", "90", "9"],
        ["bolt", "Ada", "20", "2"],
        ["nail", "Bob", "40", "4"],
      ],
    ],
  ])("%j", async (options, groups) => {
    expect((await totals(ORDERS, options)).groups).toEqual(groups);
    expect(
      (await totals(`[${ORDERS.replaceAll("\n", ",")}]`, options, { format: "json", lengths: [7] })).groups,
    ).toEqual(groups);
    const inOne = `{"all":[${ORDERS.replaceAll("\n", ",")}]}`;
    const deeper = { field: inAll(options.field), by: inAll(options.by) };
    expect((await totals(inOne, deeper, { format: "json" })).groups).toEqual(groups);
  });

  test("an array that only the key's path goes through has no one key", async () => {
    const tags = totals('{"n":1,"tags":["a","b"]}', { field: "n", by: "tags" });
    await expect(tags).rejects.toThrow('-:1:15: expected a key at "tags", got an array');
    const names = totals('{"n":1,"items":[{"name":"a"}]}', { field: "n", by: "items.name" });
    await expect(names).rejects.toThrow('-:1:16: expected a key at "items.name", got an array');
    const one = totals(ORDERS, { field: ["items.price", "customer"], by: "items.name" });
    await expect(one).rejects.toThrow('expected a key at "items.name", got an array');
  });

  test("an object that has no key is NO_COLUMN where it begins, whichever object has to have it", async () => {
    const outer = totals('{"items":[{"price":1}]}', { ...PRICE, by: "customer" });
    await expect(outer).rejects.toThrow('-:1:1: expected a key at "customer", got an object without it');
    const inner = totals('{"items":[{"price":1}]}', { ...PRICE, by: "items.name" });
    await expect(inner).rejects.toThrow('-:1:11: expected a key at "items.name", got an object without it');
  });

  test("an object with a key and no number has a group; one without numbers needs no key", async () => {
    const text = '{"customer":"Ada","items":[]}\n{"items":[]}';
    expect((await totals(text, { ...PRICE, by: "customer" })).groups).toEqual([["Ada", "0"]]);
    expect((await totals(text, { ...PRICE, by: "items.name" })).groups).toEqual([]);
  });
});

test("any orders give what a walk through what JSON.parse gives, cut anywhere", async () => {
  const name = fc.constantFrom("nail", "bolt", "", "é");
  const item = fc.record({ name, price: fc.integer(), qty: fc.nat() });
  const order = fc.record({
    customer: name,
    at: fc.record({ place: name }),
    items: fc.array(item, { maxLength: 4 }),
  });
  const shuffled = fc
    .tuple(order, fc.infiniteStream(fc.nat()))
    .map(([value, order_]) => shuffledText(value, order_));
  const by = fc.subarray(["customer", "at.place", "items.name"], { minLength: 1 });
  const field = fc.subarray(["items.price", "items.qty"], { minLength: 1 });
  const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(shuffled, { maxLength: 6 }),
      field,
      by,
      lengths,
      async (texts, fields, keys, cut) => {
        const groups = new Map<string, number[]>();
        for (const text of texts) {
          const { customer, at, items } = JSON.parse(text);
          for (const { name: item_, price, qty } of items) {
            const values: Record<string, string> = { customer, "at.place": at.place, "items.name": item_ };
            const key = JSON.stringify(keys.map((path) => values[path]));
            const group = groups.get(key) ?? fields.map(() => 0);
            groups.set(
              key,
              group.map((sum, i) => sum + (fields[i] === "items.price" ? price : qty)),
            );
          }
        }
        const found = await totals(texts.join("\n"), { field: fields, by: keys }, { lengths: cut });
        const ofItems = found.groups.map((group) => [
          JSON.stringify(group.slice(0, keys.length)),
          group.slice(keys.length).map(Number),
        ]);
        const withNumbers = ofItems.filter(([key]) => groups.has(key as string));
        expect(new Map(withNumbers as [string, number[]][])).toEqual(groups);
        const others = ofItems
          .filter(([key]) => !groups.has(key as string))
          .flatMap(([, sums]) => sums as number[]);
        expect(new Set(others)).toEqual(new Set(others.length === 0 ? [] : [0]));
      },
    ),
    { numRuns: 400 },
  );
});

/** The value as JSON, the members of its objects in an order that the numbers choose. */
function shuffledText(value: unknown, numbers: Iterator<number>): string {
  if (Array.isArray(value)) return `[${value.map((one) => shuffledText(one, numbers)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => ({
    text: `${JSON.stringify(key)}:${shuffledText(inner, numbers)}`,
    place: numbers.next().value as number,
  }));
  return `{${members
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text)
    .join(",")}}`;
}
