/** The command line that the user has typed, changed where it was wrong: to be typed again. */
import { escapeControls } from "@dlg/total-core/internal";
import { isAddress, withoutCredentials } from "./option-values.js";
import { characterWord, shellWord } from "./shell-word.js";

/** A longer command line is not repeated, but for the command. */
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
  if (words === undefined) return undefined;
  const typed = words.map((word) => (Array.from(word).length === 1 ? characterWord(word) : shellWord(word)));
  const line = ["dlg", ...typed].join(" ");
  return line.length <= MOST_CHARACTERS && isTypable(line) ? line : undefined;
}

/** Whether the text stays the same on a terminal, and came as UTF-8. Otherwise what can be seen of it means something else. */
export function isTypable(text: string): boolean {
  return escapeControls(text) === text && !text.includes("\ufffd");
}

/** `dlg total - --column amount`: standard input is named. */
export function lineWithStandardInput(args: readonly string[]): string {
  return repeatedLine(args, ([command = "total", ...words]) => [command, "-", ...words]) ?? "dlg total -";
}

/** A word without what is secret: names and passwords in addresses, and the values of headers. */
function shownWord(word: string, before: string | undefined): string {
  if (before === "--http-header") return "…";
  const [, option = "", value = word] = /^(--[a-z-]+=)(.*)$/s.exec(word) ?? [];
  if (option === "--http-header=") return `${option}…`;
  return isAddress(value) ? option + withoutCredentials(value) : word;
}
