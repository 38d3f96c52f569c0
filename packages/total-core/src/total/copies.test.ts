/** Totals of two copies of the package, as two versions of it in one program are. */
import { expect, test, vi } from "vitest";
import { Total } from "./total.js";

vi.resetModules();
const { Total: Other } = (await import("./total.js")) as { Total: typeof Total };

test("the copies are two", () => {
  expect(Other).not.toBe(Total);
});

test("a total takes those of another copy", () => {
  const theirs = new Other().add(1e100).add("0.1").add(NaN);
  const ours = new Total().add(5).merge(theirs);
  expect(ours.count).toBe(4);
  expect(ours.clone().subtract(NaN)).toEqual(new Total().add("0.1").add(1e100).add(5));
  expect(ours.unmerge(theirs).toBytes()).toEqual(new Total().add(5).toBytes());
  expect(new Other().add("5").equals(ours)).toBe(true);
  expect(ours.equals(new Other().add("6"))).toBe(false);
  expect(Total.compare(new Other().add(1), ours)).toBe(-1);
  expect([new Other().add(2), new Total().add(1)].sort(Total.compare).map(String)).toEqual(["1", "2"]);
});

test("instanceof knows it, and a subclass knows its own alone", () => {
  class Ours extends Total {}
  class Theirs extends Other {}
  expect(new Other()).toBeInstanceOf(Total);
  expect(new Theirs()).toBeInstanceOf(Total);
  expect(new Ours()).toBeInstanceOf(Other);
  expect(new Ours()).toBeInstanceOf(Ours);
  expect(new Total() instanceof Ours).toBe(false);
  expect(new Theirs() instanceof Ours).toBe(false);
  for (const value of [null, undefined, 1, {}, new Total().toBytes()])
    expect(value instanceof Total).toBe(false);
});

test("a subclass with other bytes hands over the right ones", () => {
  class Packed extends Other {
    override toBytes(): Uint8Array<ArrayBuffer> {
      return new Uint8Array(0);
    }
  }
  expect(new Total().merge(new Packed().add("5")).toString()).toBe("5");
});

test("what only looks like a total is none", () => {
  for (const value of [
    Object.create(Total.prototype),
    new Proxy(new Total(), {}),
    { toBytes: () => new Total().toBytes() },
  ]) {
    expect(() => new Total().merge(value as Total)).toThrow(
      new TypeError("merge: expected a Total, got an object"),
    );
    expect(() => new Total().equals(value as Total)).toThrow(TypeError);
  }
  expect(() => new Total().merge(Object.create(Other.prototype) as Total)).toThrow(TypeError);
});
