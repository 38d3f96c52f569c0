import { expect, test } from "vitest";
import { bytesText, durationText } from "./quantities.js";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [9949, "9.9 kB"],
  [9950, "10 kB"],
  [999_499, "999 kB"],
  [999_500, "1.0 MB"],
  [736_000_000, "736 MB"],
  [7_000_000_000, "7.0 GB"],
  [2e18, "2000 PB"],
])("%d bytes are %s", (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  [0, "0 s"],
  [0.2, "1 s"],
  [59, "59 s"],
  [59.5, "1 min 0 s"],
  [125, "2 min 5 s"],
  [3599.1, "1 h 0 min"],
  [12_000, "3 h 20 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
