import { describe, expect, test } from "vitest";
import { choiceFromEnv, ConfigError, integerFromEnv, textFromEnv } from "./env.js";

function read(value: string | undefined): number {
  return integerFromEnv({ PORT: value }, "PORT", { min: 0, max: 65_535, default: 5000 });
}

describe("integerFromEnv", () => {
  test.each([
    [undefined, 5000],
    ["", 5000],
    ["0", 0],
    ["80", 80],
    ["080", 80],
    ["65535", 65_535],
  ])("%j is %i", (value, integer) => {
    expect(read(value)).toBe(integer);
  });

  test.each([
    "http",
    "65536",
    "-1",
    "+1",
    "1.0",
    "1e3",
    "0x10",
    " 1",
    "1 ",
    "1_0",
    "٣",
    "99999999999999999999",
  ])("%j is a ConfigError of one line", (value) => {
    const message = `PORT: expected an integer from 0 to 65535, got "${value}"`;
    expect(() => read(value)).toThrow(new ConfigError("PORT", "an integer from 0 to 65535", `"${value}"`));
    expect(() => read(value)).toThrow(message);
  });

  test("a long value with line breaks is cut, and stays on a line", () => {
    expect(() => read("a\n".repeat(1000))).toThrow(
      /^PORT: expected an integer from 0 to 65535, got "(a\\n){20}"…$/,
    );
  });

  test("the greatest integers are told apart", () => {
    const options = { max: Number.MAX_SAFE_INTEGER, default: 0 };
    expect(integerFromEnv({ N: "9007199254740991" }, "N", options)).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => integerFromEnv({ N: "9007199254740992" }, "N", options)).toThrow(ConfigError);
  });
});

describe("textFromEnv", () => {
  test("an empty value counts as unset", () => {
    expect([textFromEnv({}, "A"), textFromEnv({ A: "" }, "A"), textFromEnv({ A: " " }, "A")]).toEqual([
      undefined,
      undefined,
      " ",
    ]);
  });
});

describe("choiceFromEnv", () => {
  const options = { choices: ["info", "debug"], default: "info" } as const;
  test("one of some words, in exactly these letters", () => {
    expect(choiceFromEnv({}, "LOG_LEVEL", options)).toBe("info");
    expect(choiceFromEnv({ LOG_LEVEL: "debug" }, "LOG_LEVEL", options)).toBe("debug");
    expect(() => choiceFromEnv({ LOG_LEVEL: "Debug" }, "LOG_LEVEL", options)).toThrow(
      'LOG_LEVEL: expected one of info, debug, got "Debug"',
    );
  });
});
