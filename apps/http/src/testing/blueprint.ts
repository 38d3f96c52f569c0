/**
 * The service's description as an API Blueprint (format 1A), made of its OpenAPI document. A test holds the file api/dlg.apib against it,
 * and writes the file anew with `vitest -u`.
 */
import {
  examplesOf,
  OPENAPI_TEXT,
  operationsOf,
  type HowToGet,
  type OpenApi,
  type Operation,
  type Schema,
  type ShownExample,
} from "./openapi.js";

const HEAD = `FORMAT: 1A
HOST: http://localhost:5000

# dlg

The exact total of any list or stream of numbers: no rounding, no overflow, the same for every order.

HEAD answers as GET does, without a body. OPTIONS answers 204 with \`Allow\`, any other method 405, a path of nothing 404. Errors are
\`application/problem+json\` (RFC 9457). Each answer has an \`X-Request-Id\`, which the log has too.

Requests tell what the service is started with where that matters, and what happens meanwhile. Bodies with tabs in them cannot be shown in
this format.
`;

const GROUPS = {
  totals: "Totals",
  page: "Page",
  operation: "Operation",
  description: "Description",
} as const;

/** The answers that any request may get are shown at this path, because a blueprint can show them only under a path. */
const PATH_OF_ANY = "/livez";
const WORDS_OF_ANY =
  "Here, and at any other path: a request that is malformed, too slow or expects what is not done is refused as below. Besides, 413 where the extensions of a body's chunks are too long, 431 where the head is, and 500 where the service failed.";

/** OpenAPI has no place for an example of an answer without content. */
const UNCHANGED: ShownExample = {
  name: "unchanged",
  summary: "For whoever has it already",
  "x-how-to-get": { headers: { "If-None-Match": "*" } },
  status: 304,
  type: "",
  value: "",
  schema: {},
  headers: {},
};

/** The document, with the integers that a JavaScript number would not keep as strings: {@link jsonText} writes them as numbers again. */
const DOCUMENT = JSON.parse(OPENAPI_TEXT.replace(/:(\d{16,})/g, ':"digits:$1"')) as OpenApi;

function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/"digits:(\d+)"/g, "$1");
}

export function apiBlueprint(): string {
  const operations = operationsOf(DOCUMENT);
  const groups = Object.entries(GROUPS).map(([tag, title]) => {
    const ofGroup = operations.filter(({ tags }) => tags.includes(tag));
    const paths = [...new Set(ofGroup.map(({ path }) => path))];
    return [`# Group ${title}`, ...paths.map((path) => resource(path, ofGroup))].join("\n\n");
  });
  return `${[HEAD.trimEnd(), ...groups].join("\n\n")}\n`;
}

function resource(path: string, operations: readonly Operation[]): string {
  const ofPath = operations.filter((operation) => operation.path === path);
  const parameters = ofPath.flatMap((operation) => operation.parameters ?? []);
  // A `*` says that the parameter may stand several times, RFC 6570 section 2.4.2.
  const queried = parameters.filter((parameter) => parameter.in === "query");
  const names = queried.map(({ name, schema }) => (schema.type === "array" ? `${name}*` : name));
  const template = names.length === 0 ? path : `${path}{?${names.join(",")}}`;
  const described = parameters.map(
    ({ name, schema, description, in: where }) =>
      `    + ${name} (${typeText(schema)}, ${where === "path" ? "required" : "optional"}) - ${description}`,
  );
  return [
    // A title that looks like a path would be taken for one.
    `## ${path === "/" ? "page" : path.slice(1).replace(/[{}]/g, "")} [${template}]`,
    ...(described.length === 0 ? [] : [["+ Parameters", ...described].join("\n")]),
    ...ofPath.map(action),
  ].join("\n\n");
}

/** A type in MSON, which knows no integers. */
function typeText({ type = "", items }: Schema): string {
  if (type === "array") return `array[${typeText(items ?? {})}]`;
  return type === "integer" ? "number" : type;
}

function action({ method, path, summary, description, responses }: Operation): string {
  const isOfAny = path === PATH_OF_ANY;
  const shown = [
    ...examplesOf(responses),
    // A path with a name in it leads to nothing that could be unchanged.
    ...("304" in responses && !path.includes("{") ? [UNCHANGED] : []),
    ...(isOfAny ? examplesOf(DOCUMENT.components.responses) : []),
  ];
  const words = [description, isOfAny ? WORDS_OF_ANY : undefined].filter((text) => text !== undefined);
  const [type = ""] = Object.keys(responses["200"]?.content ?? {});
  return [
    `### ${summary} [${method.toUpperCase()}]`,
    ...words,
    ...(shown.some(({ status }) => status === 200) ? [] : [`+ Response 200 (${type})`]),
    ...shown.filter(canBeWritten).map(transaction),
  ].join("\n\n");
}

/** Whether there is a request to show; drafter refuses tabs. */
function canBeWritten({ "x-how-to-get": how, value }: ShownExample): boolean {
  return how !== undefined && ![how.body, value].some((body) => String(body).includes("\t"));
}

function transaction({ name, summary, "x-how-to-get": how = {}, status, type, value }: ShownExample): string {
  const { headers: { "Content-Type": contentType, ...headers } = {}, body: sent = "" } = how;
  const shown = Object.entries(headers).map(([header, text]) => `${header}: ${text}`);
  // Words alone would be taken for the body of the request.
  if (shown.length === 0 && sent === "") shown.push("Accept: */*");
  return [
    `+ Request ${name}${contentType === undefined ? "" : ` (${contentType})`}`,
    indented(4, [`${summary}.`, ...notesOf(how)].join(" ")),
    ...section("Headers", shown.join("\n")),
    ...section("Body", sent),
    `+ Response ${status}${type === "" ? "" : ` (${type})`}`,
    ...section("Body", typeof value === "string" ? value : jsonText(value)),
  ].join("\n\n");
}

/** Notes on how the answer comes about that the request itself cannot show. */
function notesOf({ environment = {}, meanwhile, query, wire }: HowToGet): string[] {
  const variables = Object.entries(environment).map(([variable, value]) => `\`${variable}=${value}\``);
  return [
    ...(variables.length === 0 ? [] : [`Started with ${variables.join(" and ")}.`]),
    ...(meanwhile === undefined ? [] : [`Meanwhile: ${meanwhile}.`]),
    ...(query === undefined ? [] : [`The query is \`${query}\`.`]),
    ...(wire === undefined ? [] : [`Its bytes are \`${JSON.stringify(wire)}\`.`]),
  ];
}

function section(title: string, text: string): string[] {
  return text === "" ? [] : [`    + ${title}`, indented(12, text.trimEnd())];
}

function indented(spaces: number, text: string): string {
  return text.replace(/^(?=.)/gm, " ".repeat(spaces));
}
