/** The command line that the user has typed, changed where it was wrong: to be typed again. */
import { isAddress, withoutCredentials } from "./option-values.js";
import { shellWord } from "./shell-word.js";

/** Of a longer command line, only the command is repeated. */
const MOST_CHARACTERS = 300;

/**
 * @param args the words behind `dlg`
 * @param change gives the words as they should be; `undefined` where it cannot tell
 */
export function repeatedLine(
  args: readonly string[],
  change: (words: readonly string[]) => readonly string[] | undefined,
): string | undefined {
  const words = change(args.map((word, i) => shownWord(word, args[i - 1])));
  const line = words && ["dlg", ...words.map(shellWord)].join(" ");
  return line !== undefined && line.length <= MOST_CHARACTERS ? line : undefined;
}

/** `dlg total - --column amount`: standard input is named. */
export function lineWithStandardInput(args: readonly string[]): string {
  return repeatedLine(args, ([command = "total", ...words]) => [command, "-", ...words]) ?? "dlg total -";
}

/** A word without what is secret: names and passwords in addresses, and the values of headers. */
function shownWord(word: string, before: string | undefined): string {
  if (before === "--http-header") return "…";
  if (word.startsWith("--http-header=")) return "--http-header=…";
  return isAddress(word) && URL.canParse(word) ? withoutCredentials(word) : word;
}
