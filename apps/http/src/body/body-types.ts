/** The bodies that may be posted, and the options that the query may give for each: all from the table of formats. */
import { FORMATS, type Format } from "@dlg/total-core";
import { FORMAT_TABLE, formatsWith, needsField, speaksTo, type FormatOption } from "@dlg/total-core/internal";

/**
 * Every option of the formats but `by`: the memory that totals by key take grows with the number of keys, and a client of the service could send as
 * many as it likes.
 */
export type ParameterName = Exclude<FormatOption, "by">;

export interface Parameter {
  readonly description: string;
  /** A JSON Schema: values are read and described by it. */
  readonly schema: ParameterSchema;
}

export type ParameterSchema =
  | typeof TEXT
  | typeof BOOLEAN
  | typeof COUNT
  | { readonly type: "array"; readonly items: typeof TEXT; readonly maxItems: number };

const TEXT = { type: "string", minLength: 1 } as const;
const BOOLEAN = { type: "boolean" } as const;
const COUNT = { type: "integer", minimum: 0 } as const;
/** In a query: the same parameter several times. A column that is asked for a thousand times over rows of a byte costs as much as a thousand bodies. */
const TEXTS: ParameterSchema = { type: "array", items: TEXT, maxItems: 64 };

export const PARAMETERS: Readonly<Record<ParameterName, Parameter>> = {
  field: parameter(
    "field",
    "Where the numbers are: a path `a.b.c`, or, if it begins with `/`, a JSON Pointer (keys only). Where it meets an array, on its way or at its end, it goes on in each element. Given several times, a total of each.",
    TEXTS,
  ),
  skipMissing: parameter(
    "skipMissing",
    "Whether an object without the field, or with `null` in its place, counts as empty, and in `missing`; by default it is an error.",
    BOOLEAN,
  ),
  column: parameter(
    "column",
    "The column of the numbers: a header name, or, where no header has that name, a position from 1, or a range of positions: `2-4`, `2-`. By default the only one. Given several times, or for a range, a total of each.",
    TEXTS,
  ),
  header: parameter(
    "header",
    "Whether the first row names the columns; by default it does, but a name of the column that is a number is refused then, as the row may be data.",
    BOOLEAN,
  ),
  delimiter: parameter(
    "delimiter",
    "The ASCII character between two fields, or `whitespace`: runs of spaces and tabs. By default a tab for TSV, and for CSV what a first line `sep=;` says, or else the only one of comma, semicolon, tab and `|` in the first row, or a comma.",
    TEXT,
  ),
  quotes: parameter(
    "quotes",
    "Whether a field may stand in quotes; true by default. Otherwise they are characters like any others.",
    BOOLEAN,
  ),
  skipLines: parameter("skipLines", "How many lines stand before the first row, whatever they hold.", COUNT),
  comment: parameter(
    "comment",
    "An ASCII character; a line that begins with it is no row. In an address `#` is `%23`.",
    TEXT,
  ),
  thousands: parameter(
    "thousands",
    "The character that may stand between groups of three digits: `,` for `1,204.50`.",
    TEXT,
  ),
  decimal: parameter(
    "decimal",
    "The character between a number's integer digits and its fraction; a point by default.",
    TEXT,
  ),
  money: parameter(
    "money",
    "Whether the numbers are amounts: with a currency sign or ISO 4217 code before or behind them, or none, and negative in brackets or with `-` behind, too. A total has one currency.",
    BOOLEAN,
  ),
};

function parameter(name: ParameterName, description: string, schema: ParameterSchema): Parameter {
  const formats = formatsWith(name).filter(canBePosted);
  const ofStrings = formats.filter((format) => needsField(name, format));
  const others = formats.filter((format) => !ofStrings.includes(format));
  const strings =
    ofStrings.length === 0 ? "" : `, and for strings that \`field\` leads to in ${listed(ofStrings)}`;
  return { description: `${description} For ${listed(others)}${strings}.`, schema };
}

function listed(formats: readonly Format[]): string {
  const shown = formats.map((format) => FORMAT_TABLE[format].shown);
  return [shown.slice(0, -1).join(", "), shown.at(-1)].join(" and ");
}

function canBePosted(format: Format): boolean {
  return FORMAT_TABLE[format].isNotStreamed !== true;
}

export interface BodyType {
  readonly format: Format;
  /** The options that the query may give. */
  readonly parameters: readonly ParameterName[];
}

const PLACES: readonly ParameterName[] = ["field", "column"];

/** By media type: text before bytes, bare numbers before fields of objects, and these before columns. */
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
  if (FORMAT_TABLE[format].isBinary === true) return Infinity;
  return PLACES.findIndex((place) => parameters.includes(place));
}
