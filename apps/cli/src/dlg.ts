import packageJson from "../package.json" with { type: "json" };
import { systemClock } from "./clock.js";
import { Interrupted } from "./dependencies.js";
import { EXIT } from "./exit-code.js";
import { run } from "./run.js";
import { standardInput } from "./standard-input.js";
import { descriptorErrorOutput, descriptorOutput } from "./text-output.js";

const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort(new Interrupted(EXIT.interrupted)));
process.once("SIGTERM", () => interruption.abort(new Interrupted(EXIT.terminated)));

function terminal(stream: NodeJS.WriteStream): { readonly columns: number } | undefined {
  return stream.isTTY && process.env["TERM"] !== "dumb" ? stream : undefined;
}

void run(process.argv.slice(2), {
  version: packageJson.version,
  environment: process.env,
  stdin: standardInput(0, () => process.stdin),
  stdout: descriptorOutput(1, () => terminal(process.stdout)),
  stderr: descriptorErrorOutput(2, () => terminal(process.stderr)),
  clock: systemClock(process.uptime),
  interruption: interruption.signal,
}).then((exitCode) => {
  // Not left to the event loop: a silent standard input or a slow connection would keep it going.
  process.exit(exitCode);
});
