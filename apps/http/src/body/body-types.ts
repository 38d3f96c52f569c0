/** What may be posted, and what may be said of it in the query. */
import type { Format } from "@dlg/total-core";

export type ParameterName = "field" | "column" | "header" | "quotes";

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
