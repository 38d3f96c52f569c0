/**
 * The service's description as an API Blueprint (format 1A), made of its OpenAPI document. A test holds the file api/dlg.apib against it,
 * and writes the file anew with `vitest -u`.
 */
import { withDigits } from "../description/page/digits.js";
import {
  DOCUMENT,
  examplesOf,
  operationsOf,
  type HowToGet,
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

A service that is started without any variable answers every request below as is shown. Answers that depend on how it is started, on what happens
meanwhile, or on a request that this format cannot show stand in words, in a list.
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
  "Here, and at any other path: a request that is malformed, too long, too slow or expects what is not done is refused as below.";

/** Names of files in paths change with the files' bytes; a request has to have some name. */
const NO_NAME = "nothing.js";

/** OpenAPI has no place for an example of an answer without content. */
const UNCHANGED: ShownExample = {
  name: "unchanged",
  summary: "For a client that has it already",
  "x-how-to-get": { headers: { "If-None-Match": "*" } },
  status: 304,
  type: "",
  value: "",
  schema: {},
  headers: {},
};

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
  return [
    // A title that looks like a path would be taken for one.
    `## ${path === "/" ? "page" : path.slice(1).replace(/[{}]/g, "")} [${path}]`,
    ...ofPath.flatMap(actions),
  ].join("\n\n");
}

/** A type in MSON, which knows no integers. */
function typeText({ type = "", items }: Schema): string {
  if (type === "array") return `array[${typeText(items ?? {})}]`;
  return type === "integer" ? "number" : type;
}

/** An operation, and an action of its own for each query: Dredd sends the address of the action. */
function actions(operation: Operation): string[] {
  const { method, path, summary, description, responses } = operation;
  const isOfAny = path === PATH_OF_ANY;
  const examples = [
    ...examplesOf(responses),
    // A path with a name in it leads to nothing that could be unchanged.
    ...("304" in responses && !path.includes("{") ? [UNCHANGED] : []),
    ...(isOfAny ? examplesOf(DOCUMENT.components.responses) : []),
  ];
  const shown = examples.filter(canBeSent);
  const told = examples.filter((example) => !shown.includes(example)).map(inWords);
  const [bare, queried] = [false, true].map((hasQuery) =>
    shown.filter(({ "x-how-to-get": how }) => (how?.query !== undefined) === hasQuery),
  ) as [ShownExample[], ShownExample[]];
  const words = [description, isOfAny ? WORDS_OF_ANY : undefined].filter((text) => text !== undefined);
  const hasSuccess = shown.some(({ status }) => status === 200) || path.includes("{");
  const main = [
    `### ${summary} [${method.toUpperCase()} ${path}${queryTemplate(operation)}]`,
    ...words,
    ...(told.length === 0 ? [] : [told.join("\n")]),
    ...parametersOf(operation),
    ...(hasSuccess
      ? []
      : [`+ Response 200 (${wireType(path, Object.keys(responses["200"]?.content ?? {})[0]!)})`]),
    ...bare.map((example) => transaction(path, example)),
  ];
  return [main.join("\n\n"), ...queried.map((example) => queriedAction(operation, example))];
}

function queriedAction({ method, path }: Operation, example: ShownExample): string {
  const address = `${path}${example["x-how-to-get"]?.query}`;
  return [`### ${example.summary} [${method.toUpperCase()} ${address}]`, transaction(path, example)].join(
    "\n\n",
  );
}

function queryTemplate({ parameters = [] }: Operation): string {
  const queried = parameters.filter((parameter) => parameter.in === "query");
  // A `*` says that the parameter may stand several times, RFC 6570 section 2.4.2.
  const names = queried.map(({ name, schema }) => (schema.type === "array" ? `${name}*` : name));
  return names.length === 0 ? "" : `{?${names.join(",")}}`;
}

function parametersOf({ parameters = [] }: Operation): string[] {
  const described = parameters.map(({ name, schema, description, in: where }) =>
    where === "path"
      ? `    + ${name}: ${NO_NAME} (${typeText(schema)}, required) - ${description}`
      : `    + ${name} (${typeText(schema)}, optional) - ${description}`,
  );
  return described.length === 0 ? [] : [["+ Parameters", ...described].join("\n")];
}

/** Whether a request to a service that is started without any variable gets the answer, and the format can show both; drafter refuses tabs. */
function canBeSent({ "x-how-to-get": how, value }: ShownExample): boolean {
  if (how === undefined || how.wire !== undefined) return false;
  if (how.environment !== undefined || how.meanwhile !== undefined) return false;
  // eslint-disable-next-line no-control-regex
  return ![how.body, value].some((body) => /[\0-\x09\x7f]/.test(String(body)));
}

function transaction(
  path: string,
  { name, summary, "x-how-to-get": how = {}, status, type, value }: ShownExample,
): string {
  const { headers: { "Content-Type": contentType, ...headers } = {}, body: sent = "" } = how;
  const shown = Object.entries(headers).map(([header, text]) => `${header}: ${text}`);
  // Words alone would be taken for the body of the request.
  if (shown.length === 0 && sent === "") shown.push("Accept: */*");
  return [
    `+ Request ${name}${contentType === undefined ? "" : ` (${contentType})`}`,
    indented(4, `${summary}.`),
    ...section("Headers", shown.join("\n")),
    ...section("Body", sent),
    `+ Response ${status}${type === "" ? "" : ` (${wireType(path, type)})`}`,
    ...section("Body", typeof value === "string" ? value : withDigits(JSON.stringify(value))),
  ].join("\n\n");
}

/** An answer that no request here gets, with how it comes about. */
function inWords({ summary, "x-how-to-get": how, status, value }: ShownExample): string {
  return `- ${status}. ${[`${summary}.`, ...notesOf(how ?? {})].join(" ")} The answer is \`${withDigits(JSON.stringify(value))}\`.`;
}

function notesOf({ environment = {}, meanwhile, query, headers = {}, body, wire }: HowToGet): string[] {
  const variables = Object.entries(environment).map(([variable, value]) => `\`${variable}=${value}\``);
  const fields = Object.entries(headers).map(([header, text]) => `\`${header}: ${text}\``);
  return [
    ...(variables.length === 0 ? [] : [`Started with ${variables.join(" and ")}.`]),
    ...(meanwhile === undefined ? [] : [`Meanwhile: ${meanwhile}.`]),
    ...(query === undefined ? [] : [`The query is \`${query}\`.`]),
    ...(fields.length === 0 ? [] : [`Its headers are ${fields.join(" and ")}.`]),
    ...(body === undefined ? [] : [`Its body is \`${JSON.stringify(body)}\`.`]),
    ...(wire === undefined ? [] : [`Its bytes are \`${JSON.stringify(wire)}\`.`]),
  ];
}

/** A type as the service sends it: Dredd compares the parameters too. */
function wireType(path: string, type: string): string {
  if (path === "/metrics") return `${type}; version=0.0.4; charset=utf-8`;
  return type.startsWith("text/") ? `${type}; charset=utf-8` : type;
}

function section(title: string, text: string): string[] {
  return text === "" ? [] : [`    + ${title}`, indented(12, text.trimEnd())];
}

function indented(spaces: number, text: string): string {
  return text.replace(/^(?=.)/gm, " ".repeat(spaces));
}
