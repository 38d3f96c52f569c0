/** Readers of environment variables. An empty value counts as unset; a bad one is a {@link ConfigError}. */
import { quote } from "../basics/quote.js";

/** A variable of the environment has a bad value. The message is one line and shows no secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  /** @param variable its name: `PORT` */
  constructor(variable: string, expected: string, got: string) {
    super(`${variable}: expected ${expected}, got ${got}`);
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** `undefined` where the variable is not set. */
export function textFromEnv(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === "" ? undefined : value;
}

/** Plain decimal digits: no sign, no blank, no exponent. */
export function integerFromEnv(
  env: Environment,
  name: string,
  {
    min = 0,
    max,
    default: byDefault,
  }: { readonly min?: number; readonly max: number; readonly default: number },
): number {
  const text = textFromEnv(env, name);
  if (text === undefined) return byDefault;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new ConfigError(name, `an integer from ${min} to ${max}`, quote(text));
}

export function choiceFromEnv<T extends string>(
  env: Environment,
  name: string,
  { choices, default: byDefault }: { readonly choices: readonly T[]; readonly default: T },
): T {
  const text = textFromEnv(env, name);
  if (text === undefined) return byDefault;
  const value = choices.find((choice) => choice === text);
  if (value !== undefined) return value;
  throw new ConfigError(name, `one of ${choices.join(", ")}`, quote(text));
}
