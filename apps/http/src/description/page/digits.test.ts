import { expect, test } from "vitest";
import { withDigits, withMarkedDigits } from "./digits.js";

/** An answer as Swagger UI shows it. */
const shown = (json: string) => withDigits(JSON.stringify(JSON.parse(withMarkedDigits(json))));

test.each([
  '{"total":18446744073709551617,"count":2,"empty":0,"exact":"18446744073709551617"}',
  '{"total":-0.12345678901234567891}',
  `{"total":1${"0".repeat(400)}}`,
  "[9007199254740993,1e400,-1E-7,1.50,0,2.5]",
  '{"a 18446744073709551617, \\"18446744073709551617":"18446744073709551617: \\\\"}',
  '{"columns":[{"column":"1e23","total":100000000000000000000001}]}',
])("the digits of %s stay", (json) => {
  expect(shown(json)).toBe(json);
});

test("what is no JSON stays as it is", () => {
  expect(withDigits(withMarkedDigits('<p class="a">5 apples</p>'))).toBe('<p class="a">5 apples</p>');
});
