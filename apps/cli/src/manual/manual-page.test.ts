import { describe, expect, test } from "vitest";
import { EXAMPLES, NOTES } from "../command-line/help-texts.js";
import { createProgram } from "../program.js";
import { fakeDependencies } from "../testing/fakes.js";
import { manualPage } from "./manual-page.js";

const program = createProgram(fakeDependencies());
const page = manualPage(program, { version: "1.2.3", date: "2024-12-31" });
/** The text that a reader's program would show, on one line. */
const shown = page
  .replaceAll(/\\f[BIR]/g, "")
  .replaceAll("\\-", "-")
  .replaceAll("\\(aq", "'")
  .replaceAll("\\e", "\\")
  .replaceAll(/\s+/g, " ");

describe("the manual page", () => {
  test("begins with its name, section, day and version, and can be found by the word sum", () => {
    expect(page.split("\n").slice(0, 3)).toEqual([
      '.TH DLG 1 2024-12-31 "dlg 1.2.3" "User commands"',
      ".SH NAME",
      "dlg \\- the exact total, or sum, of numbers, wherever they are",
    ]);
  });

  test("has every option of the help, with what it is for", () => {
    const help = program.createHelp();
    for (const command of help.visibleCommands(program)) {
      for (const option of help.visibleOptions(command)) {
        const term = option.flags.replace(/[<>]/g, "");
        const text = help.optionDescription(option).replaceAll("…", "...");
        expect(shown).toContain(`.TP ${term} ${text.charAt(0).toUpperCase()}${text.slice(1)}`);
      }
    }
  });

  test("has the examples and the notes of the help", () => {
    for (const line of EXAMPLES.flatMap(({ lines }) => lines)) {
      expect(shown).toContain(line.replaceAll(/\s+/g, " "));
    }
    for (const note of NOTES) expect(shown).toContain(note.replaceAll(/\s+/g, " "));
    for (const code of ["0 Total printed.", "130 Interrupted."]) expect(shown).toContain(`.TP ${code}`);
  });

  test("nothing in its text is a request or an escape", () => {
    const requests = page.split("\n").filter((line) => /^[.']/.test(line));
    for (const request of requests) expect(request).toMatch(/^\.(?:TH|SH|SS|TP|PP|B|br|nf|fi|RS|RE)\b/);
    expect(page).not.toMatch(/\\(?!f[BIR]|-|e|\((?:aq|ga|ti|ha|dq)|&)/);
  });
});
