/** The bodies that may be posted, and the options that the query may give for each: all from the table of formats. */
import { FORMATS, type Format } from "@dlg/total-core";
import { FORMAT_TABLE, formatsWith, speaksTo } from "@dlg/total-core/internal";

export type ParameterName = "field" | "column" | "header" | "quotes";

export interface Parameter {
  readonly description: string;
  /** A JSON Schema: values are read and described by it. */
  readonly schema: { readonly type: "string"; readonly minLength: 1 } | { readonly type: "boolean" };
}

const TEXT = { type: "string", minLength: 1 } as const;
const BOOLEAN = { type: "boolean" } as const;

export const PARAMETERS: Readonly<Record<ParameterName, Parameter>> = {
  field: parameter(
    "field",
    "Where the numbers are: a path `a.b.c`, or, if it begins with `/`, a JSON Pointer (keys only). It leads to a number in each object of an array or of NDJSON, or to the array of numbers inside one object.",
    TEXT,
  ),
  column: parameter(
    "column",
    "The column of the numbers: a header name, or, where no header has that name, a position from 1. By default the only one.",
    TEXT,
  ),
  header: parameter(
    "header",
    "Whether the first row names the columns; by default it does, but a name of the column that is a number is refused then, as the row may be data.",
    BOOLEAN,
  ),
  quotes: parameter(
    "quotes",
    "Whether a field may stand in quotes; true by default. Otherwise they are characters like any others.",
    BOOLEAN,
  ),
};

function parameter(name: ParameterName, description: string, schema: Parameter["schema"]): Parameter {
  const formats = formatsWith(name).filter(canBePosted);
  const shown = formats.map((format) => FORMAT_TABLE[format].shown).join(" and ");
  return { description: `${description} For ${shown}.`, schema };
}

function canBePosted(format: Format): boolean {
  return FORMAT_TABLE[format].isNotStreamed !== true;
}

export interface BodyType {
  readonly format: Format;
  /** The options that the query may give. */
  readonly parameters: readonly ParameterName[];
}

/** By media type: text before bytes, and what has the fewest parameters first. */
export const BODY_TYPES: Readonly<Record<string, BodyType>> = Object.fromEntries(
  FORMATS.filter(canBePosted)
    .map((format) => ({ format, parameters: parametersOf(format) }))
    .sort((a, b) => rank(a) - rank(b))
    .map((type) => [FORMAT_TABLE[type.format].mediaTypes[0], type]),
);

function parametersOf(format: Format): readonly ParameterName[] {
  return (Object.keys(PARAMETERS) as ParameterName[]).filter((name) => speaksTo(name, format));
}

function rank({ format, parameters }: BodyType): number {
  return FORMAT_TABLE[format].isBinary === true ? Infinity : parameters.length;
}
