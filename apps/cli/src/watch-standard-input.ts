import { eventLoopRound } from "./event-loop-round.js";
import type { StandardInput } from "./standard-input.js";
import { UsageError } from "./usage-error.js";

export interface Watch {
  /** Aborts at the first byte, with a {@link UsageError} as its reason. */
  readonly refusal: AbortSignal;
  /** Lets go of standard input, which would keep the process alive while its other end is open. */
  readonly stop: () => void;
}

/**
 * Watches standard input for bytes that were meant to be totalled, until stopped.
 *
 * By the time the promise resolves one look has been taken, so that bytes already there are never missed, however quickly
 * the work ends. The end without bytes, a read error, and a pipe that stays open and silent all mean that nobody sent any.
 * Devices are not looked at: a read that waits for a keyboard cannot be taken back.
 */
export async function watchStandardInput(stdin: StandardInput): Promise<Watch> {
  const controller = new AbortController();
  const refuse = (): void => controller.abort(refusal());
  const kind = stdin.kind();
  if (kind === "file" && stdin.takeByte()) refuse();
  if (kind !== "pipe") return { refusal: controller.signal, stop() {} };

  const stream = stdin.stream();
  stream.on("error", () => {});
  stream.on("data", refuse);
  await eventLoopRound();
  return { refusal: controller.signal, stop: () => stream.destroy() };
}

function refusal(): UsageError {
  return new UsageError(
    "-: expected nothing on standard input where no source is named, got bytes",
    "To total them: dlg total -   Inside a shell loop that reads them itself: dlg total </dev/null",
  );
}
