/** The built command, completed by the shells themselves. */
import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { delimiter } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { command, dlg, startProgram } from "./dlg.js";

const folder = temporaryFolder();
chmodSync(writtenFile(folder, "dlg", `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`), 0o755);
writtenFile(folder, "amounts.txt", "1");

const env = { PATH: `${folder}${delimiter}${process.env["PATH"]}`, HOME: folder, TERM: "dumb" };

const isInstalled = (shell: string): boolean => spawnSync(shell, ["-c", "true"]).status === 0;

const offeredInFish = (line: string) => `dlg completion fish | source; complete -C "${line}"`;

async function printedBy(shell: string, line: string): Promise<string> {
  const outcome = await startProgram(shell, ["-c", line], { env, cwd: folder }).outcome;
  expect(outcome).toMatchObject({ exit: 0, stderr: "" });
  return outcome.stdout;
}

describe.skipIf(!isInstalled("bash"))("in bash", () => {
  // Of the package bash-completion, which may be missing.
  const words = `_get_comp_words_by_ref() { cur=\${COMP_WORDS[COMP_CWORD]}; words=("\${COMP_WORDS[@]}"); }`;
  const offered = (line: string) => `
    ${words}
    compopt() { :; }
    source <(dlg completion bash)
    source <(dlg completion bash)
    COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    __dlg_complete
    echo "\${COMPREPLY[@]}"`;

  test("an option, and the values that it can have", async () => {
    expect(await printedBy("bash", offered("dlg total --col"))).toBe("--column\n");
    expect(await printedBy("bash", offered("dlg total --sort ''"))).toBe("key total\n");
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
    expect(await printedBy("fish", offeredInFish("dlg total amo"))).toBe("amounts.txt\n");
  });
});

test.skipIf(!isInstalled("zsh"))("in zsh, the script has no mistake", async () => {
  const { stdout } = await dlg(["completion", "zsh"]);
  expect(await printedBy("zsh", `zsh -n ${writtenFile(folder, "_dlg", stdout)}`)).toBe("");
});
