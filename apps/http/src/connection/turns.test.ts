import { describe, expect, test } from "vitest";
import { inTurn } from "./turns.js";

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Works for so long, in milliseconds. */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe("work", () => {
  test("is done at once where there is time", async () => {
    await nextTurn();
    const done: number[] = [];
    inTurn(() => done.push(1));
    expect(done).toEqual([1]);
  });

  test("waits for later turns where there is none, is done in its order, and other things in between", async () => {
    await nextTurn();
    const done: (number | string)[] = [];
    const all = Promise.all(
      Array.from({ length: 10 }, (_, i) => {
        return new Promise<void>((resolve) => {
          inTurn(() => {
            work(3);
            done.push(i);
            resolve();
          });
        });
      }),
    );
    expect(done).toEqual([0]);
    setImmediate(() => done.push("another"));
    await all;
    expect(done.filter((one) => one !== "another")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(done.indexOf("another")).toBeLessThan(4);
  });

  test("counts what it does in promises", async () => {
    await nextTurn();
    inTurn(() => work(3));
    const done: (number | string)[] = [];
    const all = Promise.all(
      Array.from({ length: 5 }, (_, i) => {
        return new Promise<void>((resolve) => {
          inTurn(() => {
            queueMicrotask(() => {
              work(3);
              done.push(i);
              resolve();
            });
          });
        });
      }),
    );
    for (let turn = 0; turn < 3; turn++) {
      await nextTurn();
      done.push("another");
    }
    await all;
    expect(done.indexOf("another")).toBeLessThanOrEqual(1);
    expect(done.filter((one) => one !== "another")).toEqual([0, 1, 2, 3, 4]);
    expect(done.lastIndexOf("another")).toBeLessThan(6);
  });
});
