import { expect, test } from "vitest";
import { droppedFiles } from "./dropped.js";

function dropped(entries: readonly ({ isDirectory: boolean; name: string } | null)[]) {
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  return droppedFiles({ files: [], items } as unknown as Parameters<typeof droppedFiles>[0]);
}

test("a folder among what is dropped has its name", () => {
  const file = { isDirectory: false, name: "a.csv" };
  expect(dropped([file, null]).folder).toBeUndefined();
  expect(dropped([file, { isDirectory: true, name: "sales" }]).folder).toBe("sales");
});
