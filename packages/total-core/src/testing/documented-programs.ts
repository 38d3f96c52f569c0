/** The programs in a page of documentation, with what the page says that they print. */

export interface DocumentedProgram {
  /** The heading that it stands under. */
  readonly title: string;
  readonly language: "js" | "jsx";
  readonly code: string;
  readonly prints: string;
  /** Files that stand under the heading before it: name and content. */
  readonly files: readonly (readonly [name: string, content: string])[];
}

/**
 * A program is a fenced block of `js` or `jsx`; the next block without a language has what it prints. A block whose fence names a file, as in
 * `csv sales.csv`, is that file.
 */
export function documentedPrograms(page: string): readonly DocumentedProgram[] {
  return page
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => programsOf(section.slice(0, section.indexOf("\n")), section));
}

function programsOf(title: string, section: string): readonly DocumentedProgram[] {
  const programs: DocumentedProgram[] = [];
  const files: (readonly [string, string])[] = [];
  let program: Omit<DocumentedProgram, "prints"> | undefined;
  for (const [, info, body] of section.matchAll(/^```(.*)\n([^]*?)^```$/gm)) {
    const [language = "", name] = info!.split(" ");
    if (name !== undefined) files.push([name, body!]);
    else if (language === "js" || language === "jsx") {
      if (program !== undefined)
        throw new Error(`${title}: expected what the program prints, got another one`);
      program = { title, language, code: body!, files: [...files] };
    } else if (language === "" && program !== undefined) {
      programs.push({ ...program, prints: body! });
      program = undefined;
    }
  }
  if (program !== undefined)
    throw new Error(`${title}: expected what the program prints, got the next heading`);
  return programs;
}
