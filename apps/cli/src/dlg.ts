import packageJson from "../package.json" with { type: "json" };
import { systemClock } from "./clock.js";
import { Interrupted, type EndingSignal } from "./dependencies.js";
import { run } from "./run.js";
import { standardInput } from "./standard-input.js";
import { terminalOf } from "./terminal.js";
import { descriptorErrorOutput, descriptorOutput } from "./text-output.js";

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => interruption.abort(new Interrupted(signal)));
}

/** What a shell says of a process that died of it. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Not left to the event loop: a silent standard input, a slow connection or a thread would keep it going.
 *
 * A shell whose loop started the command ends the loop only if it dies of the signal, which nobody listens to any more. Windows has no such death, and
 * Linux spares process 1, which the command is in a container.
 */
function leave(end: number | EndingSignal): void {
  if (typeof end === "number") process.exit(end);
  if (process.platform !== "win32" && process.pid !== 1) process.kill(process.pid, end);
  process.exit(EXIT_CODES[end]);
}

void run(process.argv.slice(2), {
  version: packageJson.version,
  environment: process.env,
  stdin: standardInput(0, () => process.stdin),
  stdout: descriptorOutput(1, () => terminalOf(process.stdout, process.env["TERM"])),
  stderr: descriptorErrorOutput(2, () => terminalOf(process.stderr, process.env["TERM"])),
  clock: systemClock(process.uptime),
  interruption: interruption.signal,
}).then(leave);
