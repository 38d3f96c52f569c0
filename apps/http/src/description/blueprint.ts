/**
 * The service's description as an API Blueprint (format 1A). The file api/dlg.apib is what this gives: its test writes it anew with
 * `vitest -u`.
 */
import { jsonText, type Example, type HowToGet } from "./example.js";
import { ANY } from "./examples.js";
import { OPERATIONS, type Operation } from "./operations.js";

const HEAD = `FORMAT: 1A
HOST: http://localhost:5000

# dlg

The exact total of any list or stream of numbers: no rounding, no overflow, the same for every order.

HEAD answers as GET does, without a body. OPTIONS answers 204 with \`Allow\`, any other method 405, a path of nothing 404. Errors are
\`application/problem+json\` (RFC 9457). Each answer has an \`X-Request-Id\`, which the log has too.

Requests tell what the service is started with where that matters, and what happens meanwhile. A body of tab-separated values cannot be
shown in this format.
`;

const GROUPS = { totals: "Totals", operation: "Operation", description: "Description" } as const;

/** Where the answers stand that any request may get: one path has one place in a blueprint. */
const PATH_OF_ANY = "/livez";
const OF_ANY =
  "Here, and at any other path: a request that is malformed, too slow or expects what is not done is refused as below. Besides, 413 where the extensions of a body's chunks are too long, 431 where the head is, and 500 where the service failed.";

export function apiBlueprint(): string {
  const groups = Object.entries(GROUPS).map(([tag, title]) => {
    const ofGroup = OPERATIONS.filter((operation) => operation.tag === tag);
    const paths = [...new Set(ofGroup.map(({ path }) => path))];
    return [`# Group ${title}`, ...paths.map((path) => resource(path, ofGroup))].join("\n\n");
  });
  return `${[HEAD.trimEnd(), ...groups].join("\n\n")}\n`;
}

function resource(path: string, operations: readonly Operation[]): string {
  const ofPath = operations.filter((operation) => operation.path === path);
  const parameters = ofPath.flatMap((operation) => Object.entries(operation.parameters ?? {}));
  const template = parameters.length === 0 ? path : `${path}{?${parameters.map(([name]) => name).join(",")}}`;
  const described = parameters.map(
    ([name, { schema, description }]) => `    + ${name} (${schema.type}, optional) - ${description}`,
  );
  return [
    // A title that looks like a path would be taken for one.
    `## ${path.slice(1)} [${template}]`,
    ...(described.length === 0 ? [] : [["+ Parameters", ...described].join("\n")]),
    ...ofPath.map(action),
  ].join("\n\n");
}

function action({ method, path, summary, description, content, examples }: Operation): string {
  const shown = path === PATH_OF_ANY ? [...examples, ...ANY] : examples;
  const words = [description, path === PATH_OF_ANY ? OF_ANY : undefined].filter((text) => text !== undefined);
  return [
    `### ${summary} [${method.toUpperCase()}]`,
    ...words,
    ...(shown.some(({ status }) => status === 200)
      ? []
      : [`+ Response 200 (${Object.keys(content)[0] ?? ""})`]),
    ...shown.filter(isWritable).map(transaction),
  ].join("\n\n");
}

/** Whether there is a request to be shown; drafter refuses tabs. */
function isWritable({ how }: Example): boolean {
  return how !== undefined && !how.body?.includes("\t");
}

function transaction({ name, summary, how = {}, status, type, body }: Example): string {
  const { headers: { "Content-Type": contentType, ...headers } = {}, body: sent = "" } = how;
  const shown = Object.entries(headers).map(([header, value]) => `${header}: ${value}`);
  // A request of nothing but words would be taken for one with the words as its body.
  if (shown.length === 0 && sent === "") shown.push("Accept: */*");
  return [
    `+ Request ${name}${contentType === undefined ? "" : ` (${contentType})`}`,
    indented(4, [`${summary}.`, ...notesOf(how)].join(" ")),
    ...section("Headers", shown.join("\n")),
    ...section("Body", sent),
    `+ Response ${status}${type === "" ? "" : ` (${type})`}`,
    ...section("Body", typeof body === "string" ? body : jsonText(body)),
  ].join("\n\n");
}

/** What a request cannot say itself. */
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
