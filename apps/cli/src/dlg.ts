import { equip } from "@dlg/total-core";
import packageJson from "../package.json" with { type: "json" };
import { systemClock } from "./process/clock.js";
import { Interrupted, type EndingSignal } from "./process/dependencies.js";
import { run } from "./run.js";
import { isInForeground } from "./process/foreground.js";
import { standardInput } from "./process/standard-input.js";
import { terminalOf } from "./process/terminal.js";
import { descriptorErrorOutput, descriptorOutput } from "./process/text-output.js";

equip();

/** npm and timeout hand a signal on that their process group has got too: two in this time, in seconds, are one. */
const ONE_SIGNAL_SECONDS = 0.5;

const interruption = new AbortController();
let interruptedAt: number | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    interruptedAt ??= process.uptime();
    if (!interruption.signal.aborted) interruption.abort(new Interrupted(signal));
    // A worker finishes its shards at the first one.
    else if (process.uptime() - interruptedAt >= ONE_SIGNAL_SECONDS) leave(signal);
  });
}

/** By the convention of shells: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Ends the process at once: a silent standard input, a slow connection or a thread would keep the event loop going.
 *
 * A shell ends its own loop only if the command in it dies of the signal, so the command sends itself the signal, which nothing handles then.
 * Windows has no such death, and Linux never kills process 1 by a signal, which the command is in a container: there the exit code has to do.
 */
function leave(end: number | EndingSignal): void {
  if (typeof end === "number") process.exit(end);
  process.removeAllListeners(end);
  if (process.platform !== "win32" && process.pid !== 1) process.kill(process.pid, end);
  process.exit(EXIT_CODES[end]);
}

void run(process.argv.slice(2), {
  version: packageJson.version,
  environment: process.env,
  stdin: standardInput(0, () => process.stdin),
  stdout: descriptorOutput(
    1,
    terminalOf(() => process.stdout, process.env["TERM"]),
  ),
  stderr: descriptorErrorOutput(
    2,
    terminalOf(() => process.stderr, process.env["TERM"]),
  ),
  isInForeground,
  clock: systemClock(process.uptime),
  interruption: interruption.signal,
}).then(leave);
