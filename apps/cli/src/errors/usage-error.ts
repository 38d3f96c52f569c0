import { isOptionError } from "@dlg/total-core";

/** A line, or how it is made of the words behind `dlg`. */
export type Suggestion = string | ((args: readonly string[]) => string);

/** The command line is wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly #suggestion: Suggestion | undefined;

  /** @param message `place: expected, got`; the place is an option, a variable or the command */
  constructor(message: string, suggestion?: Suggestion) {
    super(message);
    this.#suggestion = suggestion;
  }

  /**
   * A second line, on how to go on.
   * @param args the words behind `dlg`
   */
  suggestionFor(args: readonly string[]): string | undefined {
    return typeof this.#suggestion === "function" ? this.#suggestion(args) : this.#suggestion;
  }
}

/**
 * A value that the library refuses for one of these options is a fault of the command line. It shows no secret.
 * @param place what the error begins with
 */
export function usageErrorFromOption(
  error: unknown,
  place: string,
  options: readonly string[],
): UsageError | undefined {
  if (!isOptionError(error) || !options.includes(error.option)) return undefined;
  return new UsageError(`${place}: expected ${error.expected}, got ${error.got}`);
}
