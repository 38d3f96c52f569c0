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

/** What ends a run early: the user (SIGINT) or the system (SIGTERM). */
export type EndingSignal = "SIGINT" | "SIGTERM";

/** Nothing is printed, and the process is to die of the signal. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly signal: EndingSignal;

  constructor(signal: EndingSignal) {
    super("interrupted");
    this.signal = signal;
  }
}
