/** Transcripts of a terminal in a page of documentation: lines behind `$ `, each with the lines that the terminal shows then. */

export interface Step {
  /** The line that is typed. */
  readonly line: string;
  /** The lines that the terminal shows then. */
  readonly shows: string;
}

export function stepsOf(transcript: string): readonly Step[] {
  return transcript
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const end = step.indexOf("\n");
      return { line: step.slice(0, end), shows: step.slice(end + 1) };
    });
}

/** The name of the file that a step prints. */
export const printedFile = ({ line }: Step): string | undefined => /^cat (\S+)$/.exec(line)?.[1];

/** On a terminal lines are aligned; elsewhere a tab stands between their parts. */
export const unaligned = (text: string): string => text.replace(/[\t ]{2,}/g, "\t");
