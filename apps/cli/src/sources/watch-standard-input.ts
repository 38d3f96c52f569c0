import { lineWithStandardInput, repeatedLine } from "../command-line/repeated-line.js";
import { eventLoopRound } from "../process/event-loop-round.js";
import type { StandardInput } from "../process/standard-input.js";
import { UsageError } from "../errors/usage-error.js";

export interface Watch {
  /** Aborts at the first byte, with a {@link UsageError} as its reason. */
  readonly refusal: AbortSignal;
  /** Closes a watched pipe, which would keep the process alive while its other end is open. */
  readonly stop: () => void;
}

/**
 * Watches standard input, which no source names, for bytes that were perhaps meant to be totalled.
 *
 * The promise resolves after a first look: bytes that are there already are seen, however quickly the total is ready. An end without bytes, a
 * read error and a silent pipe all mean that nobody sent any. A device is not read: a read that waits for a keyboard cannot be taken back.
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

const typed = (args: readonly string[]): string => repeatedLine(args, (words) => words) ?? "dlg total";

function refusal(): UsageError {
  return new UsageError(
    "-: expected nothing on standard input where no source is named, got bytes",
    (args) =>
      `To total them: ${lineWithStandardInput(args)}   Inside a shell loop that reads them itself: ${typed(args)} </dev/null`,
  );
}
