import { FORMATS, type FormatOptions } from "@dlg/total-core";
import { FORMAT_TABLE, needsField } from "@dlg/total-core/internal";
import { describe, expect, test } from "vitest";
import {
  checkHasKeys,
  checkOptions,
  checkSpokenTo,
  givenOptions,
  usageErrorFromRange,
  type PossibleFormat,
} from "./format-options.js";
import { choiceFrom } from "./option-values.js";
import { sourcesFrom } from "../sources/sources.js";
import { fakeDependencies } from "../testing/fakes.js";

test("the options that were given are the library's, without those that say what is usual", () => {
  const usual = { header: undefined, quotes: true, column: undefined };
  expect(givenOptions(usual)).toEqual({});
  expect(givenOptions({ ...usual, column: "a", thousands: "," })).toEqual({ column: "a", thousands: "," });
  expect(givenOptions({ ...usual, header: true })).toEqual({ header: true });
  expect(givenOptions({ header: false, quotes: false, by: "" })).toEqual({
    header: false,
    quotes: false,
    by: "",
  });
});

function check(options: FormatOptions, ...formats: PossibleFormat[]): void {
  checkOptions(givenOptions(options), formats);
}

describe("an option that means nothing to any source is a wrong command line", () => {
  const tables = "a source in CSV or TSV, got none";
  const literals = "a source in CSV, TSV or text, got none";
  test.each<readonly [FormatOptions, readonly PossibleFormat[], string]>([
    [{ column: "a" }, ["text", "json"], "--column: expected a source in CSV, TSV or Parquet, got none"],
    [{ column: "a" }, ["none"], "--column: expected a source in CSV, TSV or Parquet, got none"],
    [{ field: "a" }, ["csv", "f64"], "--field: expected a source in JSON or NDJSON, got none"],
    [{ by: "a" }, ["text"], "--by: expected a source in CSV, TSV, JSON, NDJSON or Parquet, got none"],
    [{ header: false }, ["parquet"], `--no-header: expected ${tables}`],
    [{ header: true }, ["parquet"], `--header: expected ${tables}`],
    [{ quotes: false }, ["json"], `--no-quotes: expected ${tables}`],
    [{ delimiter: ";" }, ["text"], `--delimiter: expected ${tables}`],
    [{ thousands: "," }, ["json"], `--thousands: expected ${literals}`],
    [{ decimal: "," }, ["f64", "none"], `--decimal: expected ${literals}`],
  ])("%j of %j", (options, formats, message) => {
    expect(() => check(options, ...formats)).toThrow(message);
  });

  test("one source is enough, and one whose format will only be seen", () => {
    expect(() => check({ column: "a", field: "b" }, "csv", "json", "none")).not.toThrow();
    expect(() => check({ column: "a", header: false, decimal: "," }, "any", "none")).not.toThrow();
    expect(() => check({ column: "a" }, "parquet")).not.toThrow();
  });

  test("so is one that turns out to mean nothing, once the formats are seen", () => {
    expect(() => checkSpokenTo({ column: "a" }, ["text", "csv"])).not.toThrow();
    expect(() => checkSpokenTo({ column: "a" }, ["text", "none"])).toThrow(
      "--column: expected a source in CSV, TSV or Parquet, got none",
    );
  });

  test("a source that only turns out to have no keys is one, too", () => {
    expect(() => checkHasKeys("a.dat", "json")).not.toThrow();
    expect(() => checkHasKeys("a.dat", "f64")).toThrow(
      "--by: expected every source in CSV, TSV, JSON, NDJSON or Parquet, got a.dat in f64",
    );
  });

  test("keys have to be in every source", () => {
    expect(() => check({ by: "a", field: "b" }, "csv", "ndjson", "any")).not.toThrow();
    expect(() => check({ by: "a" }, "csv", "text")).toThrow(
      "--by: expected every source in CSV, TSV, JSON, NDJSON or Parquet, got one in text",
    );
    expect(() => check({ by: "a" }, "csv", "none")).toThrow(
      "--by: expected every source in CSV, TSV, JSON, NDJSON or Parquet, got simulated numbers",
    );
  });

  test.each(["json", "ndjson"] as const)("keys of %s stand beside a field", (format) => {
    expect(() => check({ by: "a", column: "b" }, "csv", format)).toThrow(
      "--by: expected --field beside it for JSON and NDJSON, got none",
    );
  });
});

describe("a value that an option cannot have is a wrong command line, whatever the source", () => {
  test.each<readonly [FormatOptions, RegExp]>([
    [{ delimiter: ";;" }, /^--delimiter: expected one ASCII character .*, got ";;"$/],
    [{ delimiter: "" }, /^--delimiter: expected /],
    [{ delimiter: '"' }, /^--delimiter: expected /],
    [{ delimiter: "é" }, /^--delimiter: expected /],
    [{ thousands: ",," }, /^--thousands: expected one character .*, got ",,"$/],
    [{ thousands: "" }, /^--thousands: expected one character /],
    [{ thousands: "1" }, /^--thousands: expected one character without another meaning, got "1"$/],
    [{ thousands: "-" }, /^--thousands: expected /],
    [{ decimal: "e" }, /^--decimal: expected /],
    [{ thousands: ",", decimal: "," }, /^--thousands: expected another sign than the decimal one, got ","$/],
    [{ thousands: "." }, /^--thousands: expected another sign than the decimal one, got "\."$/],
    [{ field: "" }, /^--field: expected a path or a JSON Pointer, got nothing$/],
    [{ field: "/a~2" }, /^--field: expected ~0 or ~1 in a JSON Pointer, got another ~$/],
    [{ column: "x".repeat(20_000) }, /^--column: expected a name of at most 16 KiB, got a longer one$/],
  ])("%j", (options, message) => {
    expect(() => check(options, "any")).toThrow(message);
  });

  test.each<FormatOptions>([
    { thousands: "’", decimal: "," },
    { thousands: " " },
    { delimiter: ";", thousands: ",", decimal: ".", column: "", header: false, quotes: false },
    { field: "/a~0b/c~1d", by: "a" },
    { column: "3" },
  ])("%j is fine", (options) => {
    expect(() => check(options, "any")).not.toThrow();
  });

  test("what ends a number in text can be no sign in it", () => {
    expect(() => check({ thousands: " " }, "text", "csv")).toThrow(
      '--thousands: expected one character without another meaning, got " "',
    );
    expect(() => check({ thousands: " " }, "csv")).not.toThrow();
  });
});

const about = (error: Error, option: string): Error =>
  Object.assign(error, { option, expected: "x", got: "y" });

test("a RangeError is the command line's where it is about one of these options, and else ours", () => {
  expect(usageErrorFromRange(about(new RangeError("a"), "thousands"))?.message).toBe(
    "--thousands: expected x, got y",
  );
  expect(usageErrorFromRange(about(new RangeError("a"), "toString"))).toBeUndefined();
  expect(usageErrorFromRange(new RangeError("Invalid array length"))).toBeUndefined();
  expect(usageErrorFromRange(about(new TypeError("a"), "column"))).toBeUndefined();
});

function messageOf(run: () => void): string {
  try {
    run();
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each(FORMATS)("%s is known by its row in the table alone:", (format) => {
  const SAMPLES: Required<FormatOptions> = {
    field: "a",
    skipMissing: true,
    column: "a",
    by: "a",
    header: false,
    delimiter: ";",
    quotes: false,
    skipLines: 1,
    comment: "#",
    thousands: "'",
    decimal: ",",
    money: true,
  };

  test.each(Object.keys(SAMPLES) as (keyof FormatOptions)[])(
    "--%s is for it where the row says so",
    (name) => {
      const isFor = FORMAT_TABLE[format].options.includes(name) && !needsField(name, format);
      const beside = name === "by" && FORMAT_TABLE[format].options.includes("field") ? { field: "a" } : {};
      expect(messageOf(() => check({ [name]: SAMPLES[name], ...beside }, format))).toMatch(
        isFor ? /^$/ : /: expected (a|every) source in /,
      );
      if (!needsField(name, format)) return;
      expect(messageOf(() => check({ [name]: SAMPLES[name], field: "a" }, format))).toBe("");
    },
  );

  test("--format names it, and so does each extension of a file", () => {
    expect(choiceFrom("--format", FORMATS)(format)).toBe(format);
    for (const extension of FORMAT_TABLE[format].extensions) {
      const [name] = FORMAT_TABLE[format].options;
      const options = name === undefined ? {} : { [name]: SAMPLES[name] };
      expect(() => sourcesFrom([`a.${extension}`], options, fakeDependencies())).not.toThrow();
    }
  });
});
