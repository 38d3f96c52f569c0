import { describe, expect, test } from "vitest";
import { createProgram } from "../program.js";
import { fakeDependencies } from "../testing/fakes.js";
import { outcome } from "../testing/outcome.js";

const REPEATABLE = ["--column", "--field", "--by", "--http-header"];

const VALUES: Readonly<Record<string, string>> = { "--api": "http://127.0.0.1/", "--shard": "0/2" };

const { options } = createProgram(fakeDependencies()).commands.find((command) => command.name() === "total")!;
const withValue = options.filter((option) => option.required || option.optional);

describe("an option given twice", () => {
  test.each(withValue.map(({ long }) => long!).filter((long) => !REPEATABLE.includes(long)))(
    "%s is a wrong command line, in whatever way it is spelled",
    async (long) => {
      const { argChoices } = withValue.find((option) => option.long === long)!;
      const value = argChoices?.[0] ?? VALUES[long] ?? "1";
      const wrong = { exitCode: 2, stdout: "", stderr: `${long}: expected one value, got several\n` };
      expect(await outcome([long, value, long, value])).toEqual(wrong);
      expect(await outcome([long, value, "a.csv", "--json", `${long}=${value}`])).toEqual(wrong);
    },
  );

  test("is refused also where its value is optional", async () => {
    const stderr = "--api: expected one value, got several\n";
    expect(await outcome(["--api", "--api", "http://127.0.0.1/"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr,
    });
  });

  test("is fine if it collects its values", async () => {
    const { stderr } = await outcome(["--http-header", "a: 1", "--http-header", "b: 2"]);
    expect(stderr).toBe("--http-header: expected an address among the sources, got none\n");
  });

  test("is fine if it has no value", async () => {
    expect(await outcome(["--exact", "--exact", "--no-progress", "--no-progress"])).toEqual({
      exitCode: 0,
      stdout: "10\n",
      stderr: "",
    });
  });

  test("is behind -- a source", async () => {
    const { stderr } = await outcome(["--column", "a", "--", "--column"]);
    expect(stderr).not.toContain("got several");
  });

  test("is refused together with its negation", async () => {
    expect(await outcome(["--header", "--no-header"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "--no-header: expected it without --header, got both\n",
    });
    expect(await outcome(["--no-header", "a.csv", "--header"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "--header: expected it without --no-header, got both\n",
    });
  });
});
