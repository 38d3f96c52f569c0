import { expect, test } from "vitest";
import { withoutSecrets } from "./without-secrets.js";

test.each([
  ["expected a number, got 5?", "expected a number, got 5?"],
  ["http://numbers.test/list", "http://numbers.test/list"],
  [
    "GET https://user:pass@numbers.test:81/list?key=1&b: expected 200",
    "GET https://numbers.test:81/list?…: expected 200",
  ],
  ["http://numbers.test?key=1", "http://numbers.test?…"],
  ["from http://a@b/c?d to http://e:f@g/h#i", "from http://b/c?… to http://g/h?…"],
  ['got "http://numbers.test/?key=1"', 'got "http://numbers.test/?…"'],
])("%s is logged as %s", (text, logged) => {
  expect(withoutSecrets(text)).toBe(logged);
});
