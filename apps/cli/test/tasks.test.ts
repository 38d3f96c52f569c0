/** The ten tasks of daily use, as the README shows them: data, command and output stand there, and nowhere else. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../src/command-line/help-texts.js";
import { shell } from "../src/testing/dlg.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";
import { printedFile, stepsOf, unaligned, type Step } from "../src/testing/transcripts.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const section = readme.split(/^## /m).find((part) => part.startsWith("Ten things people do\n"))!;

/** A line `**A bank's export.** What it has.`, then a transcript; each in a folder of its own. */
const tasks = Array.from(
  section.matchAll(/^\*\*(?<title>.+?)[.,]?\*\*.*\n\n```\n(?<transcript>[^]*?)^```$/gm),
  ({ groups }) => ({
    title: groups!["title"]!,
    steps: stepsOf(groups!["transcript"]!),
    cwd: temporaryFolder(),
  }),
);

const isOurs = ({ line }: Step): boolean => /(?:^|\| )dlg /.test(line);

/** Writes the data that a step shows: a file that is printed, or a program's output, which differs between machines. */
function given(folder: string, step: Step): void {
  writtenFile(folder, printedFile(step) ?? outputFile(step.line), step.shows);
}

const outputFile = (line: string): string => `${line.split(" ", 1)[0]}.out`;

/** Programs print what the README says that they print. */
const PROGRAMS = ["ls", "ps", "jq"].map((name) => `${name}() { cat ${name}.out; }`).join("\n");

describe.skipIf(process.platform === "win32")("ten things people do", () => {
  test("are ten, each with a command that the help has too", () => {
    const inHelp = EXAMPLES.flatMap(({ lines }) => lines).map((line) => line.split(/ {2,}/)[0]!);
    expect(tasks).toHaveLength(10);
    for (const { steps } of tasks) {
      const ours = steps.filter(isOurs);
      expect(ours).not.toEqual([]);
      for (const { line } of ours) expect(inHelp).toContain(line);
    }
  });

  test.each(tasks)("$title", async ({ steps, cwd }) => {
    for (const step of steps) if (!isOurs(step)) given(cwd, step);
    for (const { line, shows } of steps.filter(isOurs)) {
      const { exit, stdout, stderr } = await shell(`${PROGRAMS}\n${line}`, { cwd }).outcome;
      expect({ exit, shows: stdout + stderr }).toEqual({ exit: 0, shows: unaligned(shows) });
    }
  });
});
