/** `dlg verify` has found that not all is equal, and has said so on standard output. */
export class NotVerified extends Error {
  override readonly name = "NotVerified";
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
