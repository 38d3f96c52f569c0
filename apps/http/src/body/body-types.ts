/** What may be posted, and what may be said of it in the query. */
import type { Format } from "@dlg/total-core";

export type ParameterName = "field" | "column" | "header" | "quotes";

export interface Parameter {
  readonly description: string;
  /** A JSON Schema: values are read and described by it. */
  readonly schema: { readonly type: "string"; readonly minLength: 1 } | { readonly type: "boolean" };
}

export const PARAMETERS: Readonly<Record<ParameterName, Parameter>> = {
  field: {
    description:
      "Where the numbers are: a path `a.b.c`, or, if it begins with `/`, a JSON Pointer (keys only). It leads to a number in each object of an array or of NDJSON, or to the array of numbers inside one object. For JSON and NDJSON.",
    schema: { type: "string", minLength: 1 },
  },
  column: {
    description:
      "The column of the numbers: a header name, or, where no header has that name, a position from 1. By default the only one. For CSV and TSV.",
    schema: { type: "string", minLength: 1 },
  },
  header: {
    description:
      "Whether the first row names the columns; by default it does, but a name of the column that is a number is refused then, as the row may be data. For CSV and TSV.",
    schema: { type: "boolean" },
  },
  quotes: {
    description:
      "Whether a field may stand in quotes; true by default. Otherwise they are characters like any others. For CSV and TSV.",
    schema: { type: "boolean" },
  },
};

export interface BodyType {
  readonly format: Format;
  /** What of its options the query may give. */
  readonly parameters: readonly ParameterName[];
}

const TABLE: readonly ParameterName[] = ["column", "header", "quotes"];

/** By media type. */
export const BODY_TYPES: Readonly<Record<string, BodyType>> = {
  "text/plain": { format: "text", parameters: [] },
  "application/json": { format: "json", parameters: ["field"] },
  "application/x-ndjson": { format: "ndjson", parameters: ["field"] },
  "text/csv": { format: "csv", parameters: TABLE },
  "text/tab-separated-values": { format: "tsv", parameters: TABLE },
  "application/octet-stream": { format: "f64", parameters: [] },
};
