/** The command line is wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** A second line, on how to go on. */
  readonly suggestion: string | undefined;

  /** @param message `place: expected, got`; the place is an option, a variable or the command */
  constructor(message: string, suggestion?: string) {
    super(message);
    this.suggestion = suggestion;
  }
}
