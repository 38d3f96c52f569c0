/** A total where JavaScript compares values, copies them, counts with them or shows them. */
import { deepEqual, deepStrictEqual } from "node:assert";
import { once } from "node:events";
import { Session } from "node:inspector/promises";
import { inspect, isDeepStrictEqual } from "node:util";
import { serialize } from "node:v8";
import { Worker } from "node:worker_threads";
import * as fc from "fast-check";
import { chai, describe, expect, test } from "vitest";
import { numberList } from "../testing/numbers.js";
import { Total } from "./total.js";

const totalOfAll = (numbers: Iterable<number | bigint | string>): Total => {
  const total = new Total();
  for (const number of numbers) total.add(number);
  return total;
};

/** No two of them have equal bytes. */
const DIFFERENT: readonly (readonly (number | bigint | string)[])[] = [
  [],
  [0],
  [-0],
  [0n],
  [0, 0],
  [1],
  ["1"],
  [0.5, 0.5],
  ["0.5", "0.5"],
  [-1],
  [0.1],
  ["0.1"],
  [0.1, 0.2],
  ["0.1", "0.2"],
  [2n ** 53n, 1n],
  [2n ** 53n, 0n],
  [1e308, 1e308],
  [-1e308, -1e308],
  [10n ** 500n],
  [NaN],
  [NaN, 1],
  [NaN, 1n],
  [NaN, 2],
  [0.5, 0.5, "1"],
  [0.5, "0.5", "1"],
  [Infinity],
  [-Infinity],
  [Infinity, 1n],
];

function passes(assertion: () => void): boolean {
  try {
    assertion();
    return true;
  } catch {
    return false;
  }
}

const isEqual = (a: unknown, b: unknown): boolean => passes(() => expect(a).toEqual(b));
const isStrictlyEqual = (a: unknown, b: unknown): boolean => passes(() => expect(a).toStrictEqual(b));

describe.for<[string, (a: unknown, b: unknown) => boolean]>([
  ["isDeepStrictEqual", isDeepStrictEqual],
  ["assert.deepStrictEqual", (a, b) => passes(() => deepStrictEqual(a, b))],
  ["assert.deepEqual", (a, b) => passes(() => deepEqual(a, b))],
  ["toEqual of vitest, which is Jest's", isEqual],
  ["toStrictEqual of vitest, which is Jest's", isStrictlyEqual],
  ["deep.equal of chai", (a, b) => passes(() => chai.assert.deepEqual(a, b))],
])("for %s", ([_name, areEqual]) => {
  test("totals are equal if their bytes are", () => {
    const found = DIFFERENT.map((a) =>
      DIFFERENT.filter((b) => areEqual({ total: totalOfAll(a) }, { total: totalOfAll(b.toReversed()) })),
    );
    expect(found).toEqual(DIFFERENT.map((numbers) => [numbers]));
  });

  test("whatever way they came to be what they are", () => {
    const total = totalOfAll([1e300, "0.1", 3n, -1e300]);
    const others = [
      total.clone(),
      Total.fromBytes(total.toBytes()),
      new Total().add(3n).merge(totalOfAll(["0.1", -1e300, 1e300])),
    ];
    for (const other of others) expect(areEqual(total, other)).toBe(true);
    expect(areEqual(total, new Total().merge(total).add(1).add(-1))).toBe(false);
  });
});

test("deep equality is that of the bytes, for any numbers", () => {
  fc.assert(
    fc.property(numberList(3), numberList(3), (a, b) => {
      const [one, other] = [totalOfAll(a), totalOfAll(b)];
      const areEqual = Buffer.compare(one.toBytes(), other.toBytes()) === 0;
      expect(isDeepStrictEqual(one, other)).toBe(areEqual);
      expect(isDeepStrictEqual(one, totalOfAll(a.toReversed()))).toBe(true);
    }),
  );
});

describe("a total is not copied silently as something else", () => {
  const total = new Total().add("0.1");
  const refusal = { name: "DataCloneError", message: expect.stringContaining("toBytes()") };

  test("by structuredClone, by a message, by v8.serialize", () => {
    expect(() => structuredClone(total)).toThrow(expect.objectContaining(refusal));
    expect(() => structuredClone({ answers: [total] })).toThrow(expect.objectContaining(refusal));
    expect(() => serialize(total)).toThrow("toBytes()");
    const { port1, port2 } = new MessageChannel();
    expect(() => port1.postMessage(total)).toThrow(expect.objectContaining(refusal));
    port1.close();
    port2.close();
  });

  test("to a worker, where its bytes go instead", async () => {
    const worker = new Worker(
      `const { parentPort } = require("node:worker_threads");
       parentPort.once("message", (bytes) => parentPort.postMessage(bytes));`,
      { eval: true },
    );
    try {
      const post = worker.postMessage.bind(worker);
      expect(() => post(total)).toThrow(expect.objectContaining(refusal));
      post(total.toBytes());
      const [bytes] = (await once(worker, "message")) as [Uint8Array];
      expect(Total.fromBytes(bytes)).toEqual(total);
    } finally {
      await worker.terminate();
    }
  });

  test("JSON has its digits", () => {
    expect(JSON.stringify({ total: new Total().add("0.1").add(2n ** 64n) })).toBe(
      '{"total":"18446744073709551616.1"}',
    );
  });
});

describe("a total in an expression", () => {
  const total: unknown = new Total().add("0.1").add("0.2");

  test.for<[string, () => unknown]>([
    ["+ 1", () => (total as number) + 1],
    ['+ ""', () => (total as string) + ""],
    ["unary +", () => +(total as number)],
    ["- 1", () => (total as number) - 1],
    ["<", () => (total as number) < (new Total().add(10) as unknown as number)],
    [">= 1", () => (total as number) >= 1],
    ["== 0.3", () => (total as number) == 0.3],
    ["Number()", () => Number(total)],
    ["BigInt()", () => BigInt(total as number)],
    ["Math.max()", () => Math.max(total as number, 1)],
    ["isNaN()", () => isNaN(total as number)],
  ])("%s is a TypeError that says the way out", ([_operator, evaluate]) => {
    expect(evaluate).toThrow(TypeError);
    expect(evaluate).toThrow(
      "expected a number or a text in an expression, got a Total: call its toNumber(), toBigInt() or toString()",
    );
  });

  test("a text is its digits", () => {
    expect(`${total as Total}`).toBe("0.3");
    expect(String(total)).toBe("0.3");
    expect([total, total].join()).toBe("0.3,0.3");
    expect({ [total as string]: 1 }).toEqual({ "0.3": 1 });
    expect(`${totalOfAll([0.1, 0.2]) as Total}`).toBe("0.30000000000000004");
  });
});

describe("a total is legible", () => {
  class Balance extends Total {}

  test("in util.inspect: nested, at any depth, and of a subclass", () => {
    const total = new Total().add("0.1").add("0.5");
    expect(inspect(total)).toBe("Total { 0.6 }");
    expect(inspect(total, { depth: 0, colors: true, showHidden: true })).toBe("Total { 0.6 }");
    expect(inspect({ a: { b: { c: { total } } } }, { depth: 3 })).toContain("{ total: Total { 0.6 } }");
    expect(inspect([new Map([["x", total]])], { depth: 1 })).toBe("[ Map(1) { 'x' => Total { 0.6 } } ]");
    expect(inspect({ total: new Total().add(NaN) }, { depth: 0 })).toBe("{ total: Total { NaN } }");
    expect(inspect(new Balance().add(5n))).toBe("Balance { 5 }");
    expect(() => inspect(Total.prototype)).not.toThrow();
    expect(() => inspect(Object.create(Total.prototype))).not.toThrow();
  });

  test("in DevTools: its state is an own property that opens", async () => {
    const session = new Session();
    session.connect();
    try {
      const global = globalThis as { shown?: unknown };
      global.shown = new Total().add(0.5).add("0.1").add(NaN);
      const { result } = await session.post("Runtime.evaluate", { expression: "shown" });
      delete global.shown;
      expect(result).toMatchObject({ className: "Total", description: "Total" });
      const { result: own } = await session.post("Runtime.getProperties", {
        objectId: result.objectId!,
        ownProperties: true,
      });
      expect(own.map(({ name, enumerable, get }) => [name, enumerable, get?.type])).toContainEqual([
        "state",
        true,
        "function",
      ]);
      const state = await session.post("Runtime.callFunctionOn", {
        objectId: result.objectId!,
        functionDeclaration: "function () { const { uncloneable, ...state } = this.state; return state; }",
        returnByValue: true,
      });
      expect(state.result.value).toEqual({
        kind: "other",
        count: 3,
        digits: "NaN",
        parts: { decimals: 1, doubles: 1, nans: 1, infinities: 0, minusInfinities: 0, finite: "0.6" },
      });
    } finally {
      session.disconnect();
    }
  });
});
