/** Bearer tokens of the environment: in a variable, or in a file that may change while the process runs. */
import { readFileSync, statSync, type Stats } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { ConfigError, textFromEnv, type Environment } from "./env.js";

export interface Tokens {
  /** Where they come from: `NUMBERS_API_TOKEN`, or with `_FILE`. */
  readonly variable: string;
  /** At least one. It is another array once a file's tokens have changed. */
  readonly current: readonly string[];
}

export interface TokensOptions {
  /** Whether there may be more than one. Then none of them may hold a comma. */
  readonly several: boolean;
}

/** Mounted secrets are small. A larger file was named by mistake. */
const MAX_FILE_BYTES = 65_536;

/** Characters that fit into a header. */
const TOKEN = /^[\u0021-\u007e]+$/;

/**
 * The tokens of the variable `name`, where several are separated by commas or white space, or of the file that `name_FILE` names, a token
 * a line. `undefined` where neither is set.
 *
 * @throws ConfigError where both are set, where there is no token, and where one could not be sent; it shows neither a token nor the path
 */
export function tokensFromEnv(env: Environment, name: string, options: TokensOptions): Tokens | undefined {
  const text = textFromEnv(env, name);
  const path = textFromEnv(env, `${name}_FILE`);
  if (text !== undefined && path !== undefined) {
    throw new ConfigError(name, `it or ${name}_FILE`, "both");
  }
  if (path !== undefined) return new TokenFile(`${name}_FILE`, path, options);
  if (text === undefined) return undefined;
  if (!options.several) {
    const expected = "visible ASCII characters without a space";
    return { variable: name, current: checkedTokens([text], name, expected) };
  }
  const tokens = text.split(/[\s,]+/).filter((token) => token !== "");
  const expected = "tokens of visible ASCII characters, separated by commas or white space";
  return { variable: name, current: checkedTokens(tokens, name, expected) };
}

/** Tokens of a file, which is read again on demand. Where it is bad then, the last good tokens stay. */
export class TokenFile implements Tokens {
  readonly variable: string;
  readonly #path: string;
  readonly #options: TokensOptions;
  #text: string;
  #current: readonly string[];
  /** The tokens of the last reading, if they were other ones. */
  #seen: string | undefined;

  /** @throws ConfigError where the file cannot be read or is bad */
  constructor(variable: string, path: string, options: TokensOptions) {
    this.variable = variable;
    this.#path = path;
    this.#options = options;
    this.#text = textOfFile(variable, path);
    this.#current = this.#tokensOf(this.#text);
  }

  get current(): readonly string[] {
    return this.#current;
  }

  /**
   * Reads the file again. Other tokens count once two readings in a row have seen them: the first may have come in the midst of a write.
   *
   * @returns whether the tokens are others now
   * @throws ConfigError where the file cannot be read or is bad
   */
  async reread(): Promise<boolean> {
    const text = await rereadText(this.variable, this.#path);
    const isSettled = text === this.#seen;
    this.#seen = text;
    if (text === this.#text || !isSettled) return false;
    this.#current = this.#tokensOf(text);
    this.#text = text;
    return true;
  }

  #tokensOf(text: string): readonly string[] {
    const tokens = text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    if (this.#options.several) {
      const expected = "a token a line, of visible ASCII characters without a space or a comma";
      return checkedTokens(tokens, this.variable, expected, /^[^,]+$/);
    }
    if (tokens.length > 1) throw new ConfigError(this.variable, "one token", String(tokens.length));
    return checkedTokens(tokens, this.variable, "a token of visible ASCII characters without a space");
  }
}

function checkedTokens(
  tokens: readonly string[],
  variable: string,
  expected: string,
  also: RegExp = TOKEN,
): readonly string[] {
  if (tokens.length === 0) throw new ConfigError(variable, expected, "none");
  if (tokens.every((token) => TOKEN.test(token) && also.test(token))) return tokens;
  throw new ConfigError(variable, expected, "others");
}

/** For the start, which cannot go on without the tokens. */
function textOfFile(variable: string, path: string): string {
  try {
    checkKind(variable, statSync(path));
    return readFileSync(path, "utf8");
  } catch (error) {
    throw unreadable(variable, error);
  }
}

async function rereadText(variable: string, path: string): Promise<string> {
  try {
    checkKind(variable, await stat(path));
    return await readFile(path, "utf8");
  } catch (error) {
    throw unreadable(variable, error);
  }
}

/** A pipe could be read once, and might never end. */
function checkKind(variable: string, stats: Stats): void {
  if (!stats.isFile()) throw new ConfigError(variable, "a regular file", "another kind");
  if (stats.size > MAX_FILE_BYTES) {
    throw new ConfigError(variable, `a file of at most ${MAX_FILE_BYTES} bytes`, String(stats.size));
  }
}

/** Node's message would show the path, which may be a token by mistake. */
function unreadable(variable: string, error: unknown): unknown {
  if (error instanceof ConfigError) return error;
  return new ConfigError(variable, "a file that can be read", String((error as NodeJS.ErrnoException).code));
}
