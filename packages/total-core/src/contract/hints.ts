/**
 * The ways out of a fault, as data: each front end says them in its own words.
 */
import type { Format } from "./formats.js";
import type { FormatOption } from "./format-options.js";

/** One way out: with options, or with a program in front. */
export type Hint = OptionHint | ProgramHint;

/** An option of the library, and the value with which the data might be right. */
export interface OptionHint extends OptionValue {
  /** The case in which this one helps, or the reading that it leads to: `if the first row is numbers`, `as 1204.50`. */
  readonly when?: string | undefined;
  /** The options that are needed besides. */
  readonly also?: readonly OptionValue[] | undefined;
}

/** An option of the library with a value. */
export interface OptionValue {
  /** Its name. */
  readonly option: FormatOption | "format";
  /** A list is for an option that may have several. */
  readonly value: boolean | string | number | readonly string[];
}

/** A program that makes of the bytes what can be read. */
export interface ProgramHint {
  /** As a shell takes it, without the file's name, which it takes as its last word: `bzip2 -dc`. It prints on standard output. */
  readonly program: string;
  /** The format of the program's output, where the file's name says another; `any` where only the bytes should tell it. */
  readonly format?: Format | "any" | undefined;
  /** It reads a file by its name only, not its standard input. */
  readonly needsFile?: true;
  /** It takes the bytes as they are stored: compressed, if they are. */
  readonly asStored?: true;
  /** As in {@link OptionHint}. */
  readonly when?: string | undefined;
}

type Words = (hint: Hint) => string;

let inOptions: Words | undefined;

/** The module that finds ways out calls this with the library's words for them. */
export function provideHintWords(words: Words): void {
  inOptions = words;
}

/** `(perhaps header: false, or header: true)`: the ways out in the words of the library, which are its options. */
export function hintsInBrackets(hints: readonly Hint[], words: Words | undefined = inOptions): string {
  return hints.length === 0 || words === undefined ? "" : `(perhaps ${hints.map(words).join(", or ")})`;
}

/** All options that a way needs. */
export function optionValues({ also = [], ...first }: OptionHint): readonly OptionValue[] {
  return [first, ...also];
}
