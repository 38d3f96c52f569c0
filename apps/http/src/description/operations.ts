/** What the service does, path by path. */
import { PARAMETERS, type Parameter } from "../body/body-types.js";
import type { Example } from "./example.js";
import { ALIVE, FIXED, GET_NUMBERS, GET_TOTAL, READY } from "./examples.js";
import { POST_TOTAL } from "./post-examples.js";
import type { SCHEMAS } from "./schemas.js";

export type SchemaName = keyof typeof SCHEMAS;

export interface Operation {
  readonly path: string;
  readonly method: "get" | "post";
  readonly tag: "totals" | "operation" | "description";
  readonly summary: string;
  readonly description?: string;
  /** Whether it wants the token where one is configured. */
  readonly isGuarded?: true;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly hasBody?: true;
  /** Of the answers of 200: a schema, or "text" for what is none of JSON. */
  readonly content: Readonly<Record<string, SchemaName | "text" | "document">>;
  readonly examples: readonly Example[];
  /** Besides those of its examples. */
  readonly statuses?: readonly number[];
}

const DESCRIPTION_OF_FIXED =
  "The same for as long as the service runs, and named by an `ETag`: whoever sends it as `If-None-Match` gets a 304. Compressed with gzip for those who accept it.";

export const OPERATIONS: readonly Operation[] = [
  {
    path: "/total",
    method: "get",
    tag: "totals",
    summary: "The exact total of the numbers API",
    description:
      "Of a real numbers API where `NUMBERS_API_URL` names one, else of the simulated numbers, after their delay. Requests that come in while a total is fetched share it. `Server-Timing` tells fetching and adding apart. Whatever is wrong with the numbers is a 502 or 504, with nothing summed.",
    isGuarded: true,
    content: { "application/json": "TotalOfNumbersApi", "text/plain": "text" },
    examples: GET_TOTAL,
    // Where cancelled fetches have taken all places, as their sources do not let go.
    statuses: [503],
  },
  {
    path: "/total",
    method: "post",
    tag: "totals",
    summary: "The exact total of the numbers in the body",
    description:
      "The body is read as it comes in, in constant memory, and may be compressed with gzip (`Content-Encoding`), which may give 200 bytes for each of its own past the first MiB, unless `MAX_GZIP_RATIO` says otherwise. Text is decimal: 0.1 and 0.2 make 0.3. Doubles (`application/octet-stream`) are binary64, little-endian. A `Content-Length`, 0 too, or chunks have to tell where the body ends. The first fault that is seen is the answer.",
    isGuarded: true,
    parameters: PARAMETERS,
    hasBody: true,
    content: { "application/json": "TotalOfBody", "text/plain": "text" },
    examples: POST_TOTAL,
  },
  {
    path: "/numbers",
    method: "get",
    tag: "totals",
    summary: "The simulated numbers, over real HTTP",
    description:
      "Something to point another instance at. It comes after the same delay as the simulated numbers of GET /total. Where a real numbers API is configured there is nothing at this path.",
    isGuarded: true,
    content: { "application/json": "Numbers" },
    examples: GET_NUMBERS,
  },
  {
    path: "/livez",
    method: "get",
    tag: "operation",
    summary: "Whether the service is alive",
    content: { "application/json": "Status" },
    examples: ALIVE,
  },
  {
    path: "/readyz",
    method: "get",
    tag: "operation",
    summary: "Whether it takes requests",
    description: "From the signal to end on it does not.",
    content: { "application/json": "Status" },
    examples: READY,
  },
  {
    path: "/metrics",
    method: "get",
    tag: "operation",
    summary: "Metrics for Prometheus",
    description:
      "Requests under OpenTelemetry's names, what is the service's own under names that begin with `dlg_`, and the process.",
    content: { "text/plain": "text" },
    examples: [],
  },
  {
    path: "/openapi.json",
    method: "get",
    tag: "description",
    summary: "This document",
    description: DESCRIPTION_OF_FIXED,
    content: { "application/json": "document" },
    examples: FIXED,
  },
  {
    path: "/docs",
    method: "get",
    tag: "description",
    summary: "A page to read it, and to try the service",
    description: DESCRIPTION_OF_FIXED,
    content: { "text/html": "text" },
    examples: FIXED,
  },
];
