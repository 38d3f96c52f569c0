import { describe, expect, test } from "vitest";
import { completions, completionScript } from "./completion.js";
import { parquet } from "../testing/parquet.js";
import { namedPipe, temporaryFolder, writtenFile } from "../testing/temporary-files.js";
import { SHELLS } from "./option-values.js";
import { createProgram } from "../program.js";
import { run } from "../run.js";
import { fakeDependencies } from "../testing/fakes.js";

/** The offers for the last word, then `files` where the shell is to offer files. */
async function offers(...words: string[]): Promise<string[]> {
  const lines = (await completions(createProgram(fakeDependencies()), words)).split("\n");
  expect(lines.pop()).toBe("");
  const directive = lines.pop();
  expect([":0", ":4"]).toContain(directive);
  return [...lines.map((line) => line.split("\t")[0]!), ...(directive === ":0" ? ["files"] : [])];
}

describe("completion offers", () => {
  test.each([
    [[""], ["total", "merge", "list", "worker", "verify", "completion", "help"]],
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
      ["total", "merge", "list", "worker", "verify", "completion", "help"],
    ],
    [["help", "t"], ["total"]],
    [["help", "total", ""], []],
    [["nonsense", ""], []],
    [
      ["total", "--no-"],
      ["--no-header", "--no-quotes", "--no-names", "--no-progress"],
    ],
    [["total", "a.csv", "--col"], ["--column"]],
    [["total", "--format", "n"], ["ndjson"]],
    [["total", "--format=n"], ["ndjson"]],
    [
      ["total", "--by", "k", "--sort", ""],
      ["key", "total"],
    ],
    [["total", ""], ["files"]],
    [["merge", "p"], ["files"]],
    [["list", ""], ["files"]],
    [["merge", "--m"], ["--missing", "--manifest"]],
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
  ])("%j: %j", async (words, offered) => {
    expect(await offers(...words)).toEqual(offered);
  });

  test("values without a description stand alone on their line", async () => {
    const program = createProgram(fakeDependencies());
    expect(await completions(program, ["total", "--sort", ""])).toBe("key\ntotal\n:4\n");
  });

  test("every option, with what it is for", async () => {
    const program = createProgram(fakeDependencies());
    const lines = (await completions(program, ["total", "--"])).split("\n");
    const { options } = program.commands.find((command) => command.name() === "total")!;
    for (const { long, description } of options) expect(lines).toContain(`${long}\t${description}`);
  });
});

const folder = temporaryFolder();
const csv = writtenFile(folder, "sales.csv", "region,amount,unit price,$(rm x),`a`,a:b\nnorth,1,2,3,4,5\n");
const bank = writtenFile(folder, "bank.log", "Betrag;Saldo\n1;2\n");
const lines = writtenFile(folder, "e.ndjson", '{"region":"n","payment":{"amount":"1","$x":2}}\n');
const binary = writtenFile(
  folder,
  "x.parquet",
  parquet({
    city: { element: { type: "BYTE_ARRAY", converted_type: "UTF8" }, data: ["a"] },
    price: { element: { type: "DOUBLE" }, data: [1] },
  }),
);
const pipe = process.platform === "win32" ? "" : namedPipe(folder);

describe("completion offers what is named in the first file of the line", () => {
  test.each([
    [
      [csv, "--column", ""],
      ["region", "amount", "unit price"],
    ],
    [[csv, "--column", "am"], ["amount"]],
    [[csv, "--column=am"], ["amount"]],
    [
      ["--json", "--by", "region", csv, "--column", ""],
      ["region", "amount", "unit price"],
    ],
    [["-", "http://numbers.test/a", csv, "--by", "r"], ["region"]],
    [[csv, "--field", ""], []],
    [
      [csv, "--no-header", "--column", ""],
      ["1", "2", "3", "4", "5", "6"],
    ],
    [
      ["--format", "csv", "--delimiter", ";", bank, "--column", ""],
      ["Betrag", "Saldo"],
    ],
    [
      [lines, "--field", ""],
      ["region", "payment.amount"],
    ],
    [[lines, "--by", "p"], ["payment.amount"]],
    [[lines, "--column", ""], []],
    [
      [binary, "--column", ""],
      ["city", "price"],
    ],
    [["--", csv, "--column", ""], ["files"]],
    [["nowhere.csv", "--column", ""], []],
    [[folder, "--column", ""], []],
    [[pipe, "--format", "csv", "--column", ""], []],
    [["--format", "nonsense", csv, "--column", ""], []],
    [["--column", ""], []],
  ])("%j: %j", async (words, offered) => {
    expect(await offers("total", ...words)).toEqual(offered);
  });
});

describe("the script", () => {
  test.each(SHELLS)("for %s is printed by dlg completion, and asks dlg complete", async (shell) => {
    const dependencies = fakeDependencies();
    expect(await run(["completion", shell], dependencies)).toBe(0);
    expect(dependencies.stdout.text).toBe(completionScript(shell));
    expect(dependencies.stdout.text).toContain("dlg complete -- ");
  });

  test("for zsh has offers quoted by zsh, for bash by the script", () => {
    expect(completionScript("zsh")).toContain(
      'eval _describe $keepOrder "completions" completions ${flagPrefix}',
    );
    expect(completionScript("bash")).toContain('printf "%q\\n" "${COMPREPLY[@]}"');
  });

  test("dlg complete answers it", async () => {
    const dependencies = fakeDependencies();
    expect(await run(["complete", "--", "total", "--js"], dependencies)).toBe(0);
    expect(dependencies.stdout.text).toMatch(/^--json\t.+\n:4\n$/);
  });
});
