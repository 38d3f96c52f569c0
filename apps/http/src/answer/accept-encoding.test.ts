import { expect, test } from "vitest";
import { prefersGzip } from "./accept-encoding.js";

test.each([
  "gzip",
  "GZIP",
  "x-gzip",
  "gzip, deflate, br, zstd",
  "deflate;q=1, gzip ; q=0.001",
  "*",
  "gzip, identity",
  "identity;q=0, *;q=0.1",
])("Accept-Encoding: %s is answered with gzip", (header) => {
  expect(prefersGzip(header)).toBe(true);
});

test.each([
  undefined,
  "",
  "identity",
  "identity, gzip",
  "identity;q=0.5, gzip;q=0.5",
  "br",
  "gzip;q=0",
  "*;q=0",
  "gzip;q=0, *",
  "gzip;q=0.5, identity",
  "gzip;q=2",
  "gzip;level=9",
  "gzipped",
])("Accept-Encoding: %s is answered as it is", (header) => {
  expect(prefersGzip(header)).toBe(false);
});
