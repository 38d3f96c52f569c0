/** The built command: names of sources from a list. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dlg, failed, printed, shell, start } from "../src/testing/dlg.js";
import { serve } from "../src/testing/server.js";
import { namedPipe, temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const cwd = temporaryFolder();
const isPosix = process.platform !== "win32";
writtenFile(cwd, "a.txt", "1");
writtenFile(cwd, "b c.txt", "2");
writtenFile(cwd, "line\nbreak.txt", "4");

const list = (...names: string[]) => names.map((name) => `${name}\0`).join("");
const total = (args: readonly string[], input?: string) =>
  dlg(["total", ...args], { cwd, ...(input !== undefined && { input }) });

describe("--files0-from", () => {
  test("reads the names from a file, or from standard input", async () => {
    writtenFile(cwd, "names", list("a.txt", "b c.txt", "line\nbreak.txt"));
    expect(await total(["--files0-from", "names"])).toEqual(printed("7\n"));
    expect(await total(["--files0-from=-"], list("a.txt", "b c.txt"))).toEqual(printed("3\n"));
  });

  test("of 20,000 names", async () => {
    const input = list(...Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? "a.txt" : "b c.txt")));
    expect(await total(["--files0-from", "-"], input)).toEqual(printed("30000\n"));
  });

  test.skipIf(!isPosix)("with find, and a column", async () => {
    mkdirSync(join(cwd, "deep/er"), { recursive: true });
    writtenFile(cwd, "deep/x.csv", "id,amount\n1,0.10\n");
    writtenFile(cwd, "deep/er/y.csv", "amount,id\n0.20,7\n");
    const line = "find deep -name '*.csv' -print0 | dlg total --files0-from - --column amount";
    expect(await shell(line, { cwd }).outcome).toEqual(printed("0.3\n"));
  });

  test("with --each: a line for each name", async () => {
    const input = list("b c.txt", "line\nbreak.txt");
    expect(await total(["--files0-from", "-", "--each"], input)).toEqual(
      printed("b c.txt\t2\nline\\nbreak.txt\t4\ntotal\t6\n"),
    );
  });

  test("a name that is an address is one", async () => {
    const address = await serve((_, answer) => answer.end("[10]"));
    expect(await total(["--files0-from", "-"], list("a.txt", `${address}/x.json`))).toEqual(printed("11\n"));
  });

  test("- in the list of a file is standard input", async () => {
    writtenFile(cwd, "with-dash", list("a.txt", "-"));
    expect(await total(["--files0-from", "with-dash"], "100")).toEqual(printed("101\n"));
  });

  // macOS takes no name that is not UTF-8.
  test.skipIf(process.platform !== "linux")("a name that is not UTF-8 is found", async () => {
    const name = Buffer.concat([Buffer.from(join(cwd, "latin-")), Buffer.of(0xe9)]);
    writeFileSync(name, "8");
    const input = Buffer.concat([name, Buffer.of(0)]);
    expect(await dlg(["total", "--files0-from", "-"], { input })).toEqual(printed("8\n"));
  });

  test.skipIf(!isPosix)("a pipe can be the list, and a silent one can be interrupted", async () => {
    const pipe = namedPipe(cwd);
    const { process: child, outcome } = start(["total", "--files0-from", pipe], { cwd });
    setTimeout(() => child.kill("SIGINT"), 300);
    expect(await outcome).toEqual(failed("SIGINT", ""));
  });
});

describe("--files0-from refuses", () => {
  const BEHIND = "NUL behind each name, as find -print0 has it";
  const LINES = "For a name on each line: … | tr '\\n' '\\0' | dlg total --files0-from -\n";
  test.each([
    [["--files0-from", "-"], "", 2, "--files0-from: expected at least one name in the list, got none\n"],
    [["--files0-from", "-"], "a.txt\0\0", 2, "--files0-from: expected no empty name, got one at place 2\n"],
    [
      ["--files0-from", "-"],
      "a.txt\n",
      2,
      `--files0-from: expected ${BEHIND}, got "a.txt\\n" and the end\n${LINES}`,
    ],
    [
      ["--files0-from", "-"],
      "-\0",
      2,
      '--files0-from: expected names of files and addresses, as the list is standard input, got "-"\n',
    ],
    [["--files0-from", "-", "a.txt"], "", 2, '--files0-from: expected no source beside it, got "a.txt"\n'],
    [["--files0-from", "nowhere"], "", 3, "nowhere: expected a readable file, got no such file\n"],
    [["--files0-from", "."], "", 3, ".: expected a readable file, got a directory\n"],
    [["--files0-from", "-"], "a.txt\0no\0", 3, "no: expected a readable file, got no such file\n"],
  ])("%j of %j", async (args, input, exit, stderr) => {
    expect(await total(args, input)).toEqual(failed(exit, stderr));
  });

  test.skipIf(!isPosix)("a name on each line: the second line, typed, is the total", async () => {
    writtenFile(cwd, "the list", "a.txt\nb c.txt\n");
    for (const option of ["--files0-from 'the list'", "'--files0-from=the list'"]) {
      const { stderr } = await shell(`dlg total ${option} --each --no-names`, { cwd }).outcome;
      const line = stderr.split("\n")[1]!.replace("For a name on each line: ", "");
      expect(line).toMatch(/^tr '\\n' '\\0' < 'the list' \| dlg total --files0-from[ =]- --each --no-names$/);
      expect(await shell(line, { cwd }).outcome).toEqual(printed("1\n2\n3\n"));
    }
  });

  test.skipIf(!isPosix)("a last name without NUL: the second line, typed, is the total", async () => {
    writtenFile(cwd, "unended list", "a.txt\0b c.txt");
    const { exit, stderr } = await shell("dlg total --files0-from 'unended list' --json", { cwd }).outcome;
    const line = stderr.split("\n")[1]!.replace("If nothing is missing: ", "");
    expect([exit, line]).toEqual([
      2,
      "{ cat 'unended list'; printf '\\0'; } | dlg total --files0-from - --json",
    ]);
    expect((await shell(line, { cwd }).outcome).stdout).toMatch(/^{"total":"3"/);
    const piped = await shell("printf 'a.txt\\0b c.txt' | dlg total --files0-from -", { cwd }).outcome;
    const ofPipe = piped.stderr.split("\n")[1]!.replace("If nothing is missing: ", "");
    const typed = ofPipe.replace("…", "printf 'a.txt\\0b c.txt'");
    expect(await shell(typed, { cwd }).outcome).toEqual(printed("3\n"));
    const lines = await total(["--files0-from", "-"], "a.txt\nb c.txt");
    expect(lines.stderr.split("\n")).toHaveLength(2);
  });

  test("an empty list, whatever numbers API there is", async () => {
    const env = { NUMBERS_API_URL: "http://127.0.0.1:9/" };
    const { exit, stdout } = await dlg(["total", "--files0-from=-"], { input: "", env });
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
  });
});
