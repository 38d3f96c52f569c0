import { expect, test } from "vitest";
import { alignedLines } from "./aligned-lines.js";

test.each([
  ["", 0],
  ["north", 5],
  ["Zürich", 6],
  ["Zu\u0308rich", 6],
  ["東京", 4],
  ["서울", 4],
  ["ﾄｳｷｮｳ", 5],
  ["Ａ", 2],
  ["😀", 2],
  ["👩‍👩‍👧", 2],
  ["❤️", 2],
  ["❤", 1],
  ["\u200b", 0],
  ["مكة", 3],
])("the key %j is %d columns wide", (text, width) => {
  const lines = alignedLines(
    () => [
      [text, "1"],
      ["ten wide..", "2"],
    ],
    80,
  );
  expect([...lines]).toEqual([`${text}${" ".repeat(10 - width)}  1\n`, "ten wide..  2\n"]);
});
