/** What `dlg verify` has found, on standard output, is not that all is equal. */
export class NotVerified extends Error {
  override readonly name = "NotVerified";
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
