/** The names that other tools and people have for delimiters. */
import { characterWord } from "./shell-word.js";

const DELIMITERS: ReadonlyMap<string, string> = new Map([
  ["comma", ","],
  ["semicolon", ";"],
  ["tab", "\t"],
  ["pipe", "|"],
  ...["space", "spaces", "blank", "blanks", "ws", "whitespace"].map((name) => [name, "whitespace"] as const),
]);

/**
 * The delimiter that was meant, to be typed.
 * @param got the option's value in quotes
 */
export function namedDelimiter(got: string): string | undefined {
  const value = DELIMITERS.get(got.slice(1, -1).toLowerCase());
  if (value === undefined) return undefined;
  return `Perhaps: --delimiter ${value.length === 1 ? characterWord(value) : value}`;
}
