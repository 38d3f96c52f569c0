import type { Clock } from "./clock.js";
import type { StandardInput } from "./standard-input.js";
import type { TextOutput } from "./text-output.js";

/** All that the command has of the process it runs in. */
export interface Dependencies {
  readonly version: string;
  /** Where `NUMBERS_*` stand. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: StandardInput;
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  readonly clock: Clock;
  /** Aborts when the user interrupts, with an {@link Interrupted} as its reason. */
  readonly interruption: AbortSignal;
}

/** The user (SIGINT) or the system (SIGTERM) ended the run: nothing is printed, the exit code says it. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode: number;

  constructor(exitCode: number) {
    super("interrupted");
    this.exitCode = exitCode;
  }
}
