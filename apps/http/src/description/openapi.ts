/**
 * The service's description in OpenAPI 3.1, put together from what the service itself goes by: the body types and parameters that queries
 * are read with, the statuses of error codes, the types an answer may have.
 *
 * Not by @hono/zod-openapi with zod, which take five times as long to import as Hono: more than all the rest of the service's start, for a
 * query of four parameters that is refused in clearer words without them.
 */
import packageJson from "../../package.json" with { type: "json" };
import { BODY_TYPES } from "../body/body-types.js";
import { STATUS_OF_CODE } from "../problem.js";
import { jsonText, type Example } from "./example.js";
import { ANY } from "./examples.js";
import { OPERATIONS, type Operation } from "./operations.js";
import { SCHEMAS } from "./schemas.js";

type Json = Readonly<Record<string, unknown>>;

const OF_ALL =
  "HEAD answers as GET does, without a body. OPTIONS answers 204 with `Allow`, any other method 405, a path of nothing 404. Each answer has an `X-Request-Id`, which the log has too: the client's own, if it sent one.";

const INFO = {
  title: "dlg",
  version: packageJson.version,
  summary: "The exact total of any list or stream of numbers.",
  description: `Totals are exact: no rounding, no overflow, the same for every order. Errors are \`application/problem+json\` (RFC 9457).\n\n${OF_ALL}`,
  license: { name: "MIT", identifier: "MIT" },
};

const TAGS = [
  { name: "totals", description: "Numbers and their total" },
  { name: "operation", description: "For those who run it" },
  { name: "description", description: "What it can do" },
];

const text = { type: "string" };
const headerOf = (description: string): Json => ({ description, schema: text });

/** What a status means here, and the headers that come with it. */
const STATUSES: Readonly<Record<number, { readonly description: string; readonly headers?: Json }>> = {
  304: { description: "Not changed: what the client has is right" },
  400: { description: "Malformed: the request, its query, or its body" },
  401: {
    description: "Without the token",
    headers: { "WWW-Authenticate": headerOf("`Bearer`, RFC 6750") },
  },
  404: { description: "Not there" },
  406: { description: "None of the types that are offered is accepted" },
  408: { description: "The request came too slowly" },
  411: { description: "Neither a Content-Length nor chunks tell where the body ends" },
  413: {
    description:
      "The body is too long, its gzip gives too much, or the extensions of its chunks are too long",
  },
  415: {
    description: "A type, charset or encoding that cannot be read",
    headers: {
      "Accept-Post": headerOf("The types that can be read, where the type was the fault"),
      "Accept-Encoding": headerOf("The encodings that can be read, where the encoding was the fault"),
    },
  },
  417: { description: "An expectation other than 100-continue" },
  422: { description: "A fault in the numbers" },
  431: { description: "The request's head is too long" },
  500: { description: "The service failed; its log says how" },
  502: { description: "The numbers API could not be read, or sent something else than numbers" },
  503: {
    description: "Not now",
    headers: { "Retry-After": headerOf("Where too many totals run: seconds to wait before the next try") },
  },
  504: { description: "The numbers API was too slow" },
};

/** What any request may get. */
export const ANY_STATUSES: readonly number[] = [400, 408, 413, 417, 431, 500];

const REQUEST_ID = { "X-Request-Id": headerOf("Names the request in the log") };
const OF_FIXED: Json = {
  ETag: headerOf("Names this content, in this encoding"),
  "Cache-Control": headerOf("`no-cache`: it may be kept, but has to be asked after each time"),
  Vary: headerOf("`Accept-Encoding`"),
};
const OF_TOTALS: Json = {
  "Server-Timing": headerOf("How long fetching and adding took, in milliseconds"),
};

/** The statuses that an operation may answer with, in order. */
export function statusesOf({ method, path, examples, statuses = [] }: Operation): number[] {
  const ofCodes =
    path === "/total" ? Object.values(STATUS_OF_CODE).map((of) => of[method === "get" ? "GET" : "POST"]) : [];
  const all = [200, ...examples.map(({ status }) => status), ...ofCodes, ...statuses, ...ANY_STATUSES];
  return [...new Set(all)].sort((a, b) => a - b);
}

const openApi: Json = {
  openapi: "3.1.1",
  info: INFO,
  servers: [{ url: "." }],
  tags: TAGS,
  paths: pathItems(),
  components: {
    schemas: SCHEMAS,
    responses: Object.fromEntries(
      ANY_STATUSES.map((status) => [nameOfStatus(status), problemResponse(status, ANY)]),
    ),
    securitySchemes: {
      token: { type: "http", scheme: "bearer", description: "Where the service has a `DLG_TOKEN`" },
    },
  },
};

export function openApiText(): string {
  return jsonText(openApi);
}

function pathItems(): Json {
  const items: Record<string, Record<string, Json>> = {};
  for (const operation of OPERATIONS) {
    items[operation.path] = { ...items[operation.path], [operation.method]: operationObject(operation) };
  }
  return items;
}

function operationObject(operation: Operation): Json {
  const { path, method, tag, summary, description, isGuarded, parameters, hasBody, examples } = operation;
  return {
    tags: [tag],
    operationId: `${method}${path.replace(/\W(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    ...(description !== undefined && { description }),
    ...(isGuarded && { security: [{}, { token: [] }] }),
    ...(parameters !== undefined && {
      parameters: Object.entries(parameters).map(([name, parameter]) => ({
        name,
        in: "query",
        ...parameter,
      })),
    }),
    ...(hasBody && { requestBody: { required: true, content: bodyContent(examples) } }),
    responses: Object.fromEntries(
      statusesOf(operation).map((status) => [status, responseOf(operation, status)]),
    ),
  };
}

function bodyContent(examples: readonly Example[]): Json {
  return Object.fromEntries(
    Object.entries(BODY_TYPES).map(([type, { format }]) => {
      const isJson = format === "json";
      const ofType = examples.filter(
        ({ how, status }) => status === 200 && how?.headers?.["Content-Type"] === type,
      );
      const shown = ofType.map(({ name, summary, how }) => {
        const body = how?.body ?? "";
        return [name, { summary, value: isJson ? JSON.parse(body) : body }] as const;
      });
      return [
        type,
        {
          // Bytes are no JSON Schema's to describe.
          schema: isJson ? { type: ["array", "object"] } : format === "f64" ? {} : text,
          ...(shown.length > 0 && { examples: Object.fromEntries(shown) }),
        },
      ];
    }),
  );
}

function responseOf(operation: Operation, status: number): Json {
  const examples = operation.examples.filter((example) => example.status === status);
  if (status === 200) return totalResponse(operation, examples);
  if (status === 304) return { ...STATUSES[304], headers: { ...REQUEST_ID, ...OF_FIXED } };
  const isAnys = ANY_STATUSES.some((any) => any === status);
  if (isAnys && examples.length === 0) return { $ref: `#/components/responses/${nameOfStatus(status)}` };
  return problemResponse(status, examples);
}

function totalResponse(operation: Operation, examples: readonly Example[]): Json {
  const { summary, content, path, method } = operation;
  const isFixed = operation.examples.some(({ status }) => status === 304);
  return {
    description: summary,
    headers: {
      ...REQUEST_ID,
      ...(path === "/total" && method === "get" && OF_TOTALS),
      ...(isFixed && OF_FIXED),
    },
    content: Object.fromEntries(
      Object.entries(content).map(([type, name]) => {
        const schema = name === "text" ? text : name === "document" ? { type: "object" } : schemaRef(name);
        return [type, { schema, ...examplesObject(examples.filter((example) => example.type === type)) }];
      }),
    ),
  };
}

function problemResponse(status: number, examples: readonly Example[]): Json {
  const { description = "", headers } = STATUSES[status] ?? {};
  const shown = examples.filter((example) => example.status === status);
  return {
    description,
    ...(headers !== undefined && { headers }),
    content: { "application/problem+json": { schema: schemaRef("Problem"), ...examplesObject(shown) } },
  };
}

function examplesObject(examples: readonly Example[]): Json {
  if (examples.length === 0) return {};
  return {
    examples: Object.fromEntries(
      examples.map(({ name, summary, how, body }) => [
        name,
        { summary, value: body, ...(how !== undefined && { "x-how-to-get": how }) },
      ]),
    ),
  };
}

function schemaRef(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** `Answer408` */
function nameOfStatus(status: number): string {
  return `Answer${status}`;
}
