/** The recipes of a page of documentation: shell lines, the files that they use, and what they print. */

export interface RecipeStep {
  readonly lines: string;
  readonly prints: string;
}

export interface Recipe {
  readonly title: string;
  /** Name and content. */
  readonly files: readonly (readonly [name: string, content: string])[];
  readonly steps: readonly RecipeStep[];
}

/** The sections of a page: a block of `sh` is a step, the next block without a language is what it prints; `sh total.sbatch` is a file. */
export function documentedRecipes(page: string): readonly Recipe[] {
  return page
    .split(/^## /m)
    .slice(1)
    .map((section) => recipeOf(section.slice(0, section.indexOf("\n")), section));
}

function recipeOf(title: string, section: string): Recipe {
  const files: (readonly [string, string])[] = [];
  const steps: RecipeStep[] = [];
  let lines: string | undefined;
  for (const [, info = "", body = ""] of section.matchAll(/^```(.*)\n([^]*?)^```$/gm)) {
    const [language = "", name] = info.split(" ");
    if (name !== undefined) files.push([name, body]);
    else if (language === "sh") {
      if (lines !== undefined) throw new Error(`${title}: expected what the lines print, got more lines`);
      lines = body;
    } else if (language === "" && lines !== undefined) {
      steps.push({ lines, prints: body });
      lines = undefined;
    }
  }
  if (lines !== undefined) throw new Error(`${title}: expected what the lines print, got the next heading`);
  return { title, files, steps };
}
