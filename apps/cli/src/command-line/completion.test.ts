import { describe, expect, test } from "vitest";
import { completions, completionScript } from "./completion.js";
import { SHELLS } from "./option-values.js";
import { createProgram } from "../program.js";
import { run } from "../run.js";
import { fakeDependencies } from "../testing/fakes.js";

/** The offers for the last word, then `files` where the shell is to offer files. */
function offers(...words: string[]): string[] {
  const lines = completions(createProgram(fakeDependencies()), words).split("\n");
  expect(lines.pop()).toBe("");
  const directive = lines.pop();
  expect([":0", ":4"]).toContain(directive);
  return [...lines.map((line) => line.split("\t")[0]!), ...(directive === ":0" ? ["files"] : [])];
}

describe("completion offers", () => {
  test.each([
    [[""], ["total", "completion", "help"]],
    [["t"], ["total"]],
    [["x"], []],
    [
      ["completion", ""],
      ["bash", "zsh", "fish"],
    ],
    [["completion", "z"], ["zsh"]],
    [["completion", "bash", ""], []],
    [
      ["help", ""],
      ["total", "completion", "help"],
    ],
    [["help", "t"], ["total"]],
    [["help", "total", ""], []],
    [["nonsense", ""], []],
    [
      ["total", "--no-"],
      ["--no-header", "--no-quotes", "--no-progress"],
    ],
    [["total", "a.csv", "--col"], ["--column"]],
    [["total", "--format", "n"], ["ndjson"]],
    [["total", "--format=n"], ["ndjson"]],
    [
      ["total", "--by", "k", "--sort", ""],
      ["key", "total"],
    ],
    [["total", ""], ["files"]],
    [["total", "a"], ["files"]],
    [["total", "a.csv", "--no-header", ""], ["files"]],
    [["total", "a.csv", "--column", "k", ""], ["files"]],
    [["total", "--column", ""], []],
    [["total", "--column", "a"], []],
    [["total", "--api", ""], []],
    [["total", "--http-header", ""], []],
    [["total", "--format=csv", ""], ["files"]],
    [["total", "--", ""], ["files"]],
    [["total", "--", "-"], ["files"]],
    [
      ["total", "-"],
      ["-V", "-h"],
    ],
  ])("%j: %j", (words, offered) => {
    expect(offers(...words)).toEqual(offered);
  });

  test("values without a description stand alone on their line", () => {
    const program = createProgram(fakeDependencies());
    expect(completions(program, ["total", "--sort", ""])).toBe("key\ntotal\n:4\n");
  });

  test("every option, with what it is for", () => {
    const program = createProgram(fakeDependencies());
    const lines = completions(program, ["total", "--"]).split("\n");
    const { options } = program.commands.find((command) => command.name() === "total")!;
    for (const { long, description } of options) expect(lines).toContain(`${long}\t${description}`);
  });
});

describe("the script", () => {
  test.each(SHELLS)("for %s is printed by dlg completion, and asks dlg complete", async (shell) => {
    const dependencies = fakeDependencies();
    expect(await run(["completion", shell], dependencies)).toBe(0);
    expect(dependencies.stdout.text).toBe(completionScript(shell));
    expect(dependencies.stdout.text).toContain("dlg complete -- ");
  });

  test("dlg complete answers it", async () => {
    const dependencies = fakeDependencies();
    expect(await run(["complete", "--", "total", "--js"], dependencies)).toBe(0);
    expect(dependencies.stdout.text).toMatch(/^--json\t.+\n:4\n$/);
  });
});
