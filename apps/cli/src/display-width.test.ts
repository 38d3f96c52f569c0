import { expect, test } from "vitest";
import { displayWidth } from "./display-width.js";

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
])("%j is %d columns wide", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});
