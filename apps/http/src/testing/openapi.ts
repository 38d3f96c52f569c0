/** The document api/openapi.json, as tests read it. */
import { readFileSync } from "node:fs";
import { openApiText } from "../description/openapi.js";
import { withMarkedDigits } from "../description/page/digits.js";

/** How an answer comes about, so that a test can ask for it again. */
export interface HowToGet {
  /** The environment that the service is started with. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Meanwhile the service is told to end, or another body is being posted. */
  readonly meanwhile?: "SIGTERM" | "a body is posted";
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The bytes of the request, where no well-behaved client would send it. */
  readonly wire?: string;
}

export interface ExampleObject {
  readonly summary: string;
  readonly value: unknown;
  /** Absent where only a fault of the service brings the answer about. */
  readonly "x-how-to-get"?: HowToGet;
}

/** The part of JSON Schema 2020-12 that the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly minItems?: number;
  readonly oneOf?: readonly Schema[];
}

export interface ContentObject {
  readonly schema: Schema;
  readonly examples?: Readonly<Record<string, ExampleObject>>;
}

export interface ResponseObject {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, ContentObject>>;
}

export interface OperationObject {
  readonly tags: readonly string[];
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description: string;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, ContentObject>> };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}

export interface OpenApi {
  readonly info: { readonly version: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, ResponseObject>>;
  };
}

export interface Operation extends OperationObject {
  readonly path: string;
  /** In lower case. */
  readonly method: string;
}

/** An example with the place where it stands. */
export interface ShownExample extends ExampleObject {
  readonly name: string;
  readonly status: number;
  readonly type: string;
  readonly schema: Schema;
  readonly headers: Readonly<Record<string, unknown>>;
}

export const OPENAPI_TEXT: string = openApiText(
  readFileSync(new URL("../../api/openapi.json", import.meta.url), "utf8"),
);
export const OPENAPI: OpenApi = JSON.parse(OPENAPI_TEXT) as OpenApi;

/** The document with marks for the digits that a JavaScript number would not keep, as the page reads it. */
export const DOCUMENT: OpenApi = JSON.parse(withMarkedDigits(OPENAPI_TEXT)) as OpenApi;

/** The statuses that any request may be answered with. */
export const ANY_STATUSES: readonly number[] = Object.keys(OPENAPI.components.responses).map(statusFrom);

export function operationsOf({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, ...operation })),
  );
}

/** @param responses by status, or by the name of a shared response: `Answer408` */
export function examplesOf(responses: Readonly<Record<string, ResponseObject>>): ShownExample[] {
  return Object.entries(responses).flatMap(([key, { headers = {}, content = {} }]) =>
    Object.entries(content).flatMap(([type, { schema, examples = {} }]) =>
      Object.entries(examples).map(([name, example]) => ({
        name,
        status: statusFrom(key),
        type,
        schema,
        headers,
        ...example,
      })),
    ),
  );
}

function statusFrom(key: string): number {
  return Number(key.replace("Answer", ""));
}
