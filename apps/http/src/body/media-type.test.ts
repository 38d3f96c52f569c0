import { expect, test } from "vitest";
import { mediaTypeFrom } from "./media-type.js";

test.each([
  ["text/csv", "text/csv", undefined],
  ["Text/CSV", "text/csv", undefined],
  [" text/csv ; header=present", "text/csv", undefined],
  ["text/csv;charset=UTF-8", "text/csv", "utf-8"],
  ['text/csv; charset="utf-8"', "text/csv", "utf-8"],
  ['text/csv; charset="utf\\-8"', "text/csv", "utf-8"],
  ['text/csv; name="a;charset=latin1"; charset=utf-8', "text/csv", "utf-8"],
  ["text/csv; charset=utf-8; charset=latin1", "text/csv", "utf-8"],
  ["text/csv;;", "text/csv", undefined],
  ["application/vnd.api+json", "application/vnd.api+json", undefined],
])("%j is %s, its charset %s", (header, type, charset) => {
  expect(mediaTypeFrom(header)).toEqual({ type, charset });
});

test.each([
  "",
  "csv",
  "text/",
  "/csv",
  "text/csv/x",
  "text /csv",
  "text/csv; charset",
  "text/csv; charset=",
  "text/csv; charset = utf-8",
  'text/csv; charset="utf-8',
  "text/csv, text/plain",
])("%j is none", (header) => {
  expect(mediaTypeFrom(header)).toBeUndefined();
});
