import type { EndingSignal } from "../process/dependencies.js";
import { run } from "../run.js";
import { fakeDependencies, FakeInput, type FakeDependencies } from "./fakes.js";

export interface Outcome {
  /** The exit code, or the signal that the process is to die of. */
  readonly exitCode: number | EndingSignal;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `dlg total` with these arguments, in this process. */
export function outcome(args: readonly string[], some: Partial<FakeDependencies> = {}): Promise<Outcome> {
  return outcomeOf(["total", ...args], fakeDependencies(some));
}

/** Runs `dlg` with these arguments, in this process; its standard input is a pipe that ends. */
export function dlgOutcome(args: readonly string[], input = ""): Promise<Outcome> {
  const dependencies = fakeDependencies({ stdin: new FakeInput("pipe", input) });
  dependencies.stdin.sent.end();
  return outcomeOf(args, dependencies);
}

async function outcomeOf(args: readonly string[], dependencies: FakeDependencies): Promise<Outcome> {
  const exitCode = await run(args, dependencies);
  return { exitCode, stdout: dependencies.stdout.text, stderr: dependencies.stderr.text };
}

/** The same without the time that `--json` tells. */
export function withoutTime({ stdout, ...rest }: Outcome): Outcome {
  return { ...rest, stdout: stdout.replace(/"seconds":[\d.]+/, "") };
}
