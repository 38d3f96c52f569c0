/** JSON Schemas of what is answered. */
import { TOTAL_ERROR_CODES } from "@dlg/total-core";

/** The part of JSON Schema 2020-12 that they use. */
export interface Schema {
  readonly description?: string;
  readonly type?: "object" | "array" | "string" | "number" | "integer";
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly minimum?: number;
}

const TOTAL: Schema = {
  description: "The exact total, written with all its digits.",
  type: "number",
};
const EXACT: Schema = {
  description:
    "The digits of the total as a string. It is there where a reader that takes `total` for a binary64 number would lose some of them.",
  type: "string",
};
const COUNT_FROM_ZERO = { type: "integer", minimum: 0 } as const;

export const SCHEMAS: Readonly<
  Record<"TotalOfNumbersApi" | "TotalOfBody" | "Numbers" | "Status" | "Problem", Schema>
> = {
  TotalOfNumbersApi: {
    type: "object",
    required: ["total"],
    properties: { total: TOTAL, exact: EXACT },
    additionalProperties: false,
  },
  TotalOfBody: {
    type: "object",
    required: ["total", "count", "empty"],
    properties: {
      total: TOTAL,
      count: { description: "How many numbers were added.", ...COUNT_FROM_ZERO },
      empty: { description: "How many cells and fields held none.", ...COUNT_FROM_ZERO },
      exact: EXACT,
    },
    additionalProperties: false,
  },
  Numbers: { description: "0, 1, 2 …", type: "array", items: COUNT_FROM_ZERO },
  Status: {
    type: "object",
    required: ["status"],
    properties: { status: { type: "string", enum: ["ok"] } },
    additionalProperties: false,
  },
  Problem: {
    description: "What went wrong (RFC 9457), and, where it is a fault in the numbers, its code and place.",
    type: "object",
    required: ["type", "title", "status", "detail"],
    properties: {
      type: { type: "string", enum: ["about:blank"] },
      title: { type: "string" },
      status: { type: "integer" },
      detail: { type: "string" },
      code: { type: "string", enum: TOTAL_ERROR_CODES },
      line: { description: "From 1; a line ends with LF.", type: "integer", minimum: 1 },
      column: { description: "From 1, in bytes.", type: "integer", minimum: 1 },
      offset: { description: "From 0, in bytes, decompressed.", ...COUNT_FROM_ZERO },
      expected: { type: "string" },
      got: { description: "Cut at 60 characters.", type: "string" },
    },
    additionalProperties: false,
  },
};
