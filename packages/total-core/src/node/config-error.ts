/** A variable of the environment has a bad value. The message is one line and shows no secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  /** @param variable its name: `PORT` */
  constructor(variable: string, expected: string, got: string) {
    super(`${variable}: expected ${expected}, got ${got}`);
  }
}
