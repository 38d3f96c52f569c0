/** The built command, completed by the shells themselves. */
import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { delimiter } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { command, startProgram } from "../src/testing/dlg.js";

const folder = temporaryFolder();
chmodSync(writtenFile(folder, "dlg", `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`), 0o755);
writtenFile(folder, "amounts.txt", "1");
writtenFile(folder, "sales.csv", "region,unit price\nnorth,1\n");

const env = { PATH: `${folder}${delimiter}${process.env["PATH"]}`, HOME: folder, TERM: "dumb" };

const isInstalled = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;

const offeredInFish = (line: string) => `dlg completion fish | source; complete -C "${line}"`;

async function printedBy(shell: string, line: string): Promise<string> {
  const outcome = await startProgram(shell, ["-c", line], { env, cwd: folder }).outcome;
  expect(outcome).toMatchObject({ exit: 0, stderr: "" });
  return outcome.stdout;
}

describe.skipIf(!isInstalled("bash"))("in bash", () => {
  // A function of the package bash-completion, which may not be installed.
  const words = `_get_comp_words_by_ref() { cur=\${COMP_WORDS[COMP_CWORD]}; words=("\${COMP_WORDS[@]}"); }`;
  const offered = (line: string) => `
    ${words}
    compopt() { compopt="$*"; }
    source <(dlg completion bash)
    source <(dlg completion bash)
    COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    __dlg_complete
    echo "\${COMPREPLY[@]}$compopt"`;
  const noFiles = "+o default\n";

  test("an option, and the values that it can have", async () => {
    expect(await printedBy("bash", offered("dlg total --col"))).toBe(`--column${noFiles}`);
    expect(await printedBy("bash", offered("dlg total --sort ''"))).toBe(`key total${noFiles}`);
    expect(await printedBy("bash", offered("dlg total --sort=t"))).toBe(`total${noFiles}`);
  });

  test("commands, and no files, behind help", async () => {
    expect(await printedBy("bash", offered("dlg help ''"))).toBe(
      `total merge list worker verify completion help${noFiles}`,
    );
  });

  test("no files for the value of an option", async () => {
    expect(await printedBy("bash", offered("dlg total --api ''"))).toBe(noFiles);
  });

  test("columns of the file on the line, a space in a name escaped", async () => {
    expect(await printedBy("bash", offered("dlg total sales.csv --column ''"))).toBe(
      `region unit\\ price${noFiles}`,
    );
  });

  test("files by bash itself", async () => {
    expect(await printedBy("bash", offered("dlg total amo"))).toBe("\n");
    expect(await printedBy("bash", "source <(dlg completion bash); complete -p dlg")).toBe(
      "complete -o default -F __dlg_complete dlg\n",
    );
  });
});

describe.skipIf(!isInstalled("fish"))("in fish", () => {
  test("an option, the values that it can have, and files", async () => {
    expect(await printedBy("fish", offeredInFish("dlg total --col"))).toMatch(/^--column\t/);
    expect(await printedBy("fish", offeredInFish("dlg total --sort "))).toBe("key\ntotal\n");
    expect(await printedBy("fish", offeredInFish("dlg total sales.csv --by "))).toBe("region\nunit price\n");
    expect(await printedBy("fish", offeredInFish("dlg total amo"))).toBe("amounts.txt\n");
    expect(await printedBy("fish", offeredInFish("dlg total --api amo"))).toBe("");
  });
});

/** The offers in zsh, and whether it would look for files. The completion functions are replaced: zsh's own need a terminal. */
const offeredInZsh = (words: string) => `
  compdef() { :; }
  _describe() { print -r -- $completions; (( $#completions )) }
  _arguments() { print files; }
  source <(dlg completion zsh)
  words=(${words}); CURRENT=$#words
  _dlg`;

describe.skipIf(!isInstalled("zsh"))("in zsh", () => {
  test.each([
    ["dlg total --sort ''", "key total\n"],
    ["dlg help t", "total\n"],
    ["dlg total --api ''", "\n"],
    ["dlg total sales.csv --column r", "region\n"],
    ["dlg total amo", "\nfiles\n"],
  ])("%s", async (words, shown) => {
    expect(await printedBy("zsh", offeredInZsh(words))).toBe(shown);
  });
});
