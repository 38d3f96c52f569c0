import type { FormatOptions } from "@dlg/total-core";
import { quote } from "@dlg/total-core/internal";
import { Refusal } from "../problem.js";
import { BODY_TYPES, PARAMETERS, type ParameterName } from "./body-types.js";

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
  const options: Record<string, string | boolean> = {};
  for (const [name, value] of query) {
    if (!isOneOf(parameters, name)) throw unknown(name, parameters);
    if (Object.hasOwn(options, name)) throw bad(`${name}: expected one value, got several`);
    options[name] = PARAMETERS[name].schema.type === "boolean" ? trueOrFalse(value, name) : text(value, name);
  }
  return options;
}

function isOneOf(parameters: readonly string[], name: string): name is ParameterName {
  return parameters.includes(name);
}

function text(value: string, name: string): string {
  if (value === "") throw bad(`${name}: expected a name, got nothing`);
  return value;
}

function trueOrFalse(value: string, name: string): boolean {
  if (value !== "true" && value !== "false")
    throw bad(`${name}: expected true or false, got ${quote(value)}`);
  return value === "true";
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
