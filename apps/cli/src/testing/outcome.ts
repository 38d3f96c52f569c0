import type { EndingSignal } from "../process/dependencies.js";
import { run } from "../run.js";
import { fakeDependencies, type FakeDependencies } from "./fakes.js";

export interface Outcome {
  /** The exit code, or the signal that the process is to die of. */
  readonly exitCode: number | EndingSignal;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `dlg total` with these arguments, in this process. */
export async function outcome(
  args: readonly string[],
  some: Partial<FakeDependencies> = {},
): Promise<Outcome> {
  const dependencies = fakeDependencies(some);
  const exitCode = await run(["total", ...args], dependencies);
  return { exitCode, stdout: dependencies.stdout.text, stderr: dependencies.stderr.text };
}
