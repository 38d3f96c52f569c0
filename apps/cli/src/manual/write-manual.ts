/** Part of the build: writes the manual page to a file. `node write-manual.js FILE` */
import { writeFileSync } from "node:fs";
import packageJson from "../../package.json" with { type: "json" };
import { systemClock } from "../process/clock.js";
import { standardInput } from "../process/standard-input.js";
import type { TextOutput } from "../process/text-output.js";
import { createProgram } from "../program.js";
import { manualPage } from "./manual-page.js";

const { version } = packageJson;
const nowhere: TextOutput = { isTerminal: () => false, columns: () => undefined, write() {} };
const program = createProgram({
  version,
  environment: {},
  stdin: standardInput(0, () => process.stdin),
  stdout: nowhere,
  stderr: nowhere,
  isInForeground: () => false,
  clock: systemClock(process.uptime),
  interruption: new AbortController().signal,
});
// The convention of builds that can be repeated: https://reproducible-builds.org/specs/source-date-epoch/
const epoch = process.env["SOURCE_DATE_EPOCH"];
const date = epoch === undefined ? new Date() : new Date(1000 * Number(epoch));
const [file = "dlg.1"] = process.argv.slice(2);
writeFileSync(file, manualPage(program, { version, date: date.toISOString().slice(0, 10) }));
