import type { IncomingMessage } from "node:http";
import { TotalError } from "@dlg/total-core";
import { expect, test } from "vitest";
import { errorType, fetchAttributes, requestAttributes, spanName } from "./span-attributes.js";

const attributesOf = (headers: Readonly<Record<string, string>>, url = "/total", method = "GET") =>
  requestAttributes({ method, url, headers } as unknown as IncomingMessage);

test.each([
  ["numbers.test", "numbers.test", 80],
  ["numbers.test:5000", "numbers.test", 5000],
  ["[::1]:5000", "[::1]", 5000],
  ["127.0.0.1", "127.0.0.1", 80],
  ["a:b", undefined, undefined],
  ["::1", undefined, undefined],
  ["", undefined, undefined],
])("a request to %j is one to %j, port %j", (host, address, port) => {
  const attributes = attributesOf({ host });
  expect(attributes["server.address"]).toBe(address);
  expect(attributes["server.port"]).toBe(port);
});

test("a request without a Host header names no server", () => {
  expect(attributesOf({})).toEqual({
    "http.request.method": "GET",
    "url.path": "/total",
    "url.scheme": "http",
  });
});

test("what a client sends at length is cut", () => {
  const attributes = attributesOf({ "user-agent": "u".repeat(9000) }, `/${"p".repeat(9000)}?token=hunter2`);
  expect(JSON.stringify(attributes).length).toBeLessThan(700);
  expect(JSON.stringify(attributes)).not.toContain("hunter2");
});

test.each([
  ["https://numbers.test/list?…", "numbers.test", 443],
  ["http://numbers.test/", "numbers.test", 80],
  ["http://[::1]:81/", "[::1]", 81],
])("a fetch from %s is one from %s, port %i", (url, address, port) => {
  expect(fetchAttributes(url)).toEqual({
    "http.request.method": "GET",
    "url.full": url,
    "server.address": address,
    "server.port": port,
  });
});

test("names of spans are few, whatever clients send", () => {
  expect(spanName("GET")).toBe("GET");
  expect(spanName("POST", "/total")).toBe("POST /total");
  expect(spanName("BREW", "/total")).toBe("HTTP /total");
});

test.each([
  [
    "a fault of the numbers by its code",
    new TotalError("BAD_NUMBER", { expected: "a", got: "b" }),
    "BAD_NUMBER",
  ],
  ["one of Node's too", Object.assign(new Error("x"), { code: "ECONNRESET" }), "ECONNRESET"],
  ["an abort by its name", new DOMException("left", "AbortError"), "AbortError"],
  ["a bug by its class", new RangeError("x"), "RangeError"],
  ["what is no error", "x", "_OTHER"],
])("%s", (_, fault, type) => {
  expect(errorType(fault)).toBe(type);
});
