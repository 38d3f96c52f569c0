import { describe, expect, test } from "vitest";
import { run } from "./run.js";
import { fakeDependencies } from "./testing/fakes.js";

async function outcome(args: readonly string[], some = {}) {
  const dependencies = fakeDependencies(some);
  const exitCode = await run(args, dependencies);
  return { exitCode, stdout: dependencies.stdout.text, stderr: dependencies.stderr.text };
}

describe("help and version", () => {
  test("dlg total --help", async () => {
    const { stdout, ...rest } = await outcome(["total", "--help"]);
    expect(rest).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatchSnapshot();
  });

  test("dlg --help", async () => {
    const { stdout, ...rest } = await outcome(["--help"]);
    expect(rest).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatchSnapshot();
  });

  test.each(["merge", "list", "worker", "verify"])("dlg %s --help", async (command) => {
    const { exitCode, stdout } = await outcome([command, "--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatchSnapshot();
  });

  test("dlg completion --help", async () => {
    const { stdout, ...rest } = await outcome(["completion", "--help"]);
    expect(rest).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatchSnapshot();
  });

  test("examples come first", async () => {
    for (const args of [["--help"], ["total", "-h"], ["help"], ["help", "total"]]) {
      const { exitCode, stdout } = await outcome(args);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^Examples:\n {2}dlg total /);
    }
  });

  test("no line of the help is wider than 80 columns", async () => {
    for (const args of [["--help"], ["total", "--help"], ["completion", "--help"]]) {
      const { stdout } = await outcome(args);
      expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    }
  });

  test("the version, of dlg and of dlg total", async () => {
    for (const args of [["--version"], ["-V"], ["total", "--version"]]) {
      expect(await outcome(args)).toEqual({ exitCode: 0, stdout: "1.2.3\n", stderr: "" });
    }
  });

  test("dlg alone: help on standard error, exit 2", async () => {
    const { exitCode, stdout, stderr } = await outcome([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^Examples:\n {2}dlg total /);
  });
});

describe("a wrong command line is exit 2, a line, and perhaps a suggestion", () => {
  test.each([
    [["total", "--jsn"], 'dlg: expected a known option, got "--jsn"\nDid you mean --json?\n'],
    [["total", "-x"], 'dlg: expected a known option, got "-x"\n'],
    [["total", "--colum", "a"], 'dlg: expected a known option, got "--colum"\nDid you mean --column?\n'],
    [["--jsn"], 'dlg: expected a known option, got "--jsn"\n'],
    [["totl"], 'dlg: expected a command, got "totl"\nDid you mean total?\n'],
    [
      ["amounts.txt"],
      'dlg: expected a command, got "amounts.txt"\nSources stand behind the command: dlg total SOURCE\n',
    ],
    [["completion"], "dlg completion: expected the argument <shell>, got none\n"],
    [["completion", "bash", "extra"], 'dlg completion: expected nothing behind <shell>, got "extra"\n'],
    [["help", "total", "extra"], 'dlg help: expected nothing behind [command], got "extra"\n'],
    [
      ["help", "nonsense"],
      'dlg help: expected one of total, merge, list, worker, verify, completion, help, got "nonsense"\n',
    ],
    [
      ["help", "totl"],
      'dlg help: expected one of total, merge, list, worker, verify, completion, help, got "totl"\nDid you mean total?\n',
    ],
    [
      ["help", "complete"],
      'dlg help: expected one of total, merge, list, worker, verify, completion, help, got "complete"\nDid you mean completion?\n',
    ],
    [["help", "--foo"], 'dlg: expected a known option, got "--foo"\n'],
    [["total", "--help=x"], 'dlg: expected a known option, got "--help=x"\nDid you mean --help?\n'],
    [["total", "--json=1"], 'dlg: expected a known option, got "--json=1"\nDid you mean --json?\n'],
    [["-h=3"], 'dlg: expected a known option, got "-h=3"\n'],
    [[""], 'dlg: expected a command, got ""\nSources stand behind the command: dlg total SOURCE\n'],
    [["completion", "tcsh"], 'dlg completion: expected one of bash, zsh, fish, got "tcsh"\n'],
    [["total", "--format"], "--format <format>: expected a value, got none\n"],
    [
      ["total", "--format", "xml"],
      '--format: expected one of text, csv, tsv, json, ndjson, f64, parquet, got "xml"\n',
    ],
    [["total", "--timeout", "-1"], '--timeout: expected seconds from 0.001 to 2147483, got "-1"\n'],
    [
      ["total", "--api", "amounts.txt"],
      '--api: expected an http or https address, or no value, got "amounts.txt"\n' +
        "What follows --api is its value: name other sources before it.\n",
    ],
    [["total", "-", "-"], "-: expected standard input once, got it again\n"],
    [["total", `--${"x".repeat(5000)}`], `dlg: expected a known option, got "--${"x".repeat(58)}"…\n`],
    [
      ["help", "\u0001".repeat(50)],
      `dlg help: expected one of total, merge, list, worker, verify, completion, help, got "${"\\u0001".repeat(10)}"…\n`,
    ],
    [["total", "--a\u001b[2J\nb"], 'dlg: expected a known option, got "--a\\u001b[2J\\nb"\n'],
  ])("%j", async (args, stderr) => {
    expect(await outcome(args)).toEqual({ exitCode: 2, stdout: "", stderr });
  });
});
