import { expect, test } from "vitest";
import { acceptedType, prefersGzip } from "./accept.js";

const JSON_TYPE = "application/json";
const TEXT = "text/plain";

test.each([
  [undefined, JSON_TYPE],
  ["", JSON_TYPE],
  ["*/*", JSON_TYPE],
  ["application/json", JSON_TYPE],
  ["application/*", JSON_TYPE],
  ["APPLICATION/JSON", JSON_TYPE],
  ["text/plain", TEXT],
  ["text/*", TEXT],
  ["text/plain; charset=utf-8", TEXT],
  ['text/plain; charset="UTF-8"', TEXT],
  ["text/html, text/plain;q=0.5", TEXT],
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON_TYPE],
  ["application/json;q=0.5, text/plain;q=0.6", TEXT],
  ["application/json, text/plain", JSON_TYPE],
  ["text/plain, application/json", TEXT],
  ["text/plain, */*", TEXT],
  ["application/json, text/plain, */*", JSON_TYPE],
  ["application/json, text/plain;charset=utf-8", JSON_TYPE],
  ["*/*;q=0.1, text/*;q=0.2", TEXT],
  ["text/plain;q=0.1, */*", JSON_TYPE],
  ["application/json;q=0, */*", TEXT],
  ["application/json;q=0.000, text/*;q=0.001", TEXT],
  [
    "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5",
    TEXT,
  ],
  ['text/plain;note="a, application/json", application/json;q=0.1', JSON_TYPE],
  [" , application/json ;q=1.000 ,, ", JSON_TYPE],
])("Accept: %s is answered with %s", (header, type) => {
  expect(acceptedType(header)).toBe(type);
});

test.each([
  "text/html",
  "image/*",
  "application/json;q=0",
  "*/*;q=0",
  "text/plain;q=0, application/json;q=0.0",
  "text/plain;format=flowed",
  "application/problem+json",
  "json",
  "*/json",
  "application/json;q=2",
  "application/json;q=high",
  "application/json;q",
])("Accept: %s takes nothing that is offered", (header) => {
  expect(acceptedType(header)).toBeUndefined();
});

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
