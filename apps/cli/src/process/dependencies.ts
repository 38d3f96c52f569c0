import type { Clock } from "./clock.js";
import type { StandardInput } from "./standard-input.js";
import type { TextOutput } from "./text-output.js";

/** Everything that the command uses of the process it runs in. */
export interface Dependencies {
  readonly version: string;
  /** Holds the `NUMBERS_*` variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: StandardInput;
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  /** Whether the command is in the foreground of its terminal, so that its drawing does not run over a shell's prompt. */
  readonly isInForeground: () => boolean;
  readonly clock: Clock;
  /** Aborts on a signal, with an {@link Interrupted} as its reason. */
  readonly interruption: AbortSignal;
}

/** SIGINT comes from the user, SIGTERM from the system. */
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
