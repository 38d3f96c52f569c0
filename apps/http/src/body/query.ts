import type { FormatOptions } from "@dlg/total-core";
import { quote } from "@dlg/total-core/internal";
import { Refusal } from "../problem.js";
import { BODY_TYPES, PARAMETERS, type ParameterName, type ParameterSchema } from "./body-types.js";

/**
 * A format's options as the query gives them. An unknown one is refused: with a misspelt option, other numbers would be totalled than the
 * client meant.
 *
 * @param parameters the names that the query may have
 * @throws Refusal 400
 */
export function optionsFromQuery(
  query: URLSearchParams,
  parameters: readonly ParameterName[],
): Pick<FormatOptions, ParameterName> {
  const options: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    if (!isOneOf(parameters, name)) throw unknown(name, parameters);
    options[name] = valueFrom(query.getAll(name), name);
  }
  return options;
}

/**
 * For GET /total: a caller who adds `?column=amount` expects another total than this route gives. Routes without numbers take any query, because probes and
 * load balancers add one to get past caches.
 *
 * @throws Refusal 400 for any name
 */
export function checkNoQuery(query: URLSearchParams): void {
  for (const name of query.keys()) throw bad(`query: expected no query, got ${quote(name)}`);
}

function isOneOf(parameters: readonly string[], name: string): name is ParameterName {
  return parameters.includes(name);
}

function valueFrom(texts: readonly string[], name: ParameterName): unknown {
  const { schema } = PARAMETERS[name];
  const values = texts.map((text) => READERS[schema.type](text, name));
  if (values.length === 1) return values[0];
  if (schema.type !== "array") throw bad(`${name}: expected one value, got several`);
  if (values.length <= schema.maxItems) return values;
  throw bad(`${name}: expected at most ${schema.maxItems} values, got ${values.length}`);
}

/** Each reads one value. @throws Refusal 400 */
const READERS: Readonly<Record<ParameterSchema["type"], (text: string, name: string) => unknown>> = {
  array: nonEmpty,
  string: nonEmpty,
  boolean(text, name) {
    if (text === "true" || text === "false") return text === "true";
    throw bad(`${name}: expected true or false, got ${quote(text)}`);
  },
  integer(text, name) {
    if (/^\d+$/.test(text)) return Number(text);
    throw bad(`${name}: expected an integer from 0, got ${quote(text)}`);
  },
};

function nonEmpty(text: string, name: string): string {
  if (text === "") throw bad(`${name}: expected a value, got nothing`);
  return text;
}

function unknown(name: string, parameters: readonly string[]): Refusal {
  const types = Object.keys(BODY_TYPES).filter((type) => isOneOf(BODY_TYPES[type]!.parameters, name));
  if (types.length > 0) return bad(`${name}: expected a body of ${types.join(" or ")}, got another`);
  const expected = parameters.length === 0 ? "no query" : `one of ${parameters.join(", ")}`;
  return bad(`query: expected ${expected}, got ${quote(name)}`);
}

function bad(detail: string): Refusal {
  return new Refusal(400, { detail });
}
