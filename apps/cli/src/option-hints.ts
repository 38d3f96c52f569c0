import { TotalError } from "@dlg/total-core";

/** The core ends what it expects with the options that could help, in the words of the library. */
const LIBRARY_OPTIONS = /(?: or \w+: (?:true|false))+$/;

/**
 * The same fault, in which what could help are options of the command: those that the core names, and `--field` where objects stand instead of
 * numbers and no field of theirs was named.
 */
export function withOptionHints(error: unknown, field: string | undefined): unknown {
  if (!(error instanceof TotalError)) return error;
  const { code, place, got, cause } = error;
  let expected = error.expected.replace(LIBRARY_OPTIONS, inOptions);
  if (got === "an object" && field === undefined) expected += ", or --field";
  if (expected === error.expected) return error;
  return new TotalError(code, { place, expected, got, cause });
}

function inOptions(hint: string): string {
  return hint.replaceAll(/(\w+): (true|false)/g, (_, name: string, value: string) =>
    value === "true" ? `--${name}` : `--no-${name}`,
  );
}
