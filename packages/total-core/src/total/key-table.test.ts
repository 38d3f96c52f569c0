import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KeyBytes, keyFromBytes } from "../contract/key-bytes.js";
import { joinedKeys } from "../contract/group-keys.js";
import { cellOf, MOST_CHUNKS } from "./key-chunks.js";
import { HEAD_CELLS, KeyTable } from "./key-table.js";

const keyBytes = new KeyBytes();

/** The address of a key, which is added if it is new. */
function addressOf(table: KeyTable, key: string): number {
  const length = keyBytes.set(key);
  const known = table.find(keyBytes.words, 0, length);
  return known < 0 ? table.add(keyBytes.words, 0, length) : known;
}

function keyAt(table: KeyTable, address: number): string {
  const start = table.startOf(address);
  return keyFromBytes(table.chunkOf(address).bytes, start, start + table.lengthOf(address));
}

const keysOf = (table: KeyTable): string[] =>
  Array.from(table.addresses(), (address) => keyAt(table, address));

/** Longer than a chunk of a MiB. */
const LONG = "long ".repeat(300_000);

describe("KeyTable", () => {
  test("has each key once, in the order in which it was first seen", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 12 })), fc.nat(5), (keys, ownCells) => {
        const table = new KeyTable(ownCells);
        const addresses = keys.map((key) => addressOf(table, key));
        expect(keys.map((key) => addressOf(table, key))).toEqual(addresses);
        expect(keysOf(table)).toEqual([...new Set(keys)]);
        expect(table.size).toBe(new Set(keys).size);
      }),
    );
  });

  test("keys with NULs at their ends are different ones", () => {
    const table = new KeyTable(0);
    const keys = Array.from({ length: 10 }, (_, i) => "\0".repeat(i));
    expect(new Set(keys.map((key) => addressOf(table, key))).size).toBe(10);
  });

  test("a hundred thousand keys in many chunks", () => {
    const table = new KeyTable(4);
    const keys = Array.from({ length: 100_000 }, (_, i) => `key ${i * 7919}`);
    const addresses = keys.map((key) => addressOf(table, key));
    expect(keys.map((key) => addressOf(table, key))).toEqual(addresses);
    expect(keysOf(table)).toEqual(keys);
    expect(table.chunks.length).toBeGreaterThan(4);
  });

  test("a key may be longer than a chunk", () => {
    const table = new KeyTable(2);
    const keys = ["before", LONG, "behind", `${LONG}${LONG}!`, ""];
    for (const key of keys) addressOf(table, key);
    expect(keysOf(table)).toEqual(keys);
    expect(keys.map((key) => keyAt(table, addressOf(table, key)))).toEqual(keys);
  });

  test("what is its owner's is 0 at first, and stays while the table grows", () => {
    const table = new KeyTable(1);
    const address = addressOf(table, "a");
    const { cells } = table.chunkOf(address);
    const at = cellOf(address) + HEAD_CELLS;
    expect(cells[at]).toBe(0);
    cells[at] = 0.1;
    for (let i = 0; i < 5000; i++) addressOf(table, String(i));
    expect(table.chunkOf(addressOf(table, "a")).cells[at]).toBe(0.1);
  });

  test("takes the keys of another table, whose records have another size", () => {
    const [table, other] = [new KeyTable(2), new KeyTable(6)];
    for (const key of ["a", LONG, "b"]) addressOf(table, key);
    for (const key of ["b", "", LONG, "c"]) addressOf(other, key);
    const addresses = Array.from(other.addresses(), (address) => table.addressOfOther(other, address));
    expect(addresses.map((address) => keyAt(table, address))).toEqual(["b", "", LONG, "c"]);
    expect(keysOf(table)).toEqual(["a", LONG, "b", "", "c"]);
  });

  test("compares two keys by their bytes", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, text, (start, a, b) => {
        const table = new KeyTable(1);
        const [first, second] = [a, b].map((end) => addressOf(table, start + end));
        const expected = Buffer.compare(Buffer.from(start + a), Buffer.from(start + b));
        expect(Math.sign(table.compare(first!, second!))).toBe(expected);
      }),
    );
  });

  test("compares keys of several parts part by part", () => {
    const table = new KeyTable(1);
    const sorted = [
      ["", "b"],
      ["a", "\0"],
      ["a", "z"],
      ["a\0", "a"],
      ["ab", "a"],
      ["é", ""],
    ].map(joinedKeys);
    const addresses = sorted.map((key) => addressOf(table, key));
    const shuffled = [3, 0, 5, 1, 4, 2].map((i) => addresses[i]!);
    expect(shuffled.sort((a, b) => table.compare(a, b))).toEqual(addresses);
  });

  test("the last chunk has the last addresses; one more would have those of the first", () => {
    const table = new KeyTable(0);
    addressOf(table, "first");
    const [chunk] = table.chunks;
    for (let i = 1; i < MOST_CHUNKS; i++) table.chunks.push({ ...chunk!, used: chunk!.cells.length });
    table.chunks.length = MOST_CHUNKS - 1;
    const last = addressOf(table, "last");
    expect(last).toBe((MOST_CHUNKS - 1) * 2 ** 17);
    expect(addressOf(table, "last")).toBe(last);
    expect(keyAt(table, last)).toBe("last");
    expect(() => addressOf(table, "x".repeat(2 ** 20))).toThrow(RangeError);
  });
});
