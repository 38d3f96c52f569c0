import { describe } from "../../basics/describe.js";
import { optionError } from "../../basics/option-values.js";
import { FORMAT_TABLE, type Format } from "../../contract/formats.js";
import type { HeaderFields } from "./transport.js";

/** Headers of a request: an object, a `Headers`, or pairs. */
export type GivenHeaders =
  Readonly<Record<string, string>> | Iterable<readonly [name: string, value: string]>;

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i;

/** RFC 9110, section 5.5: no control characters but the tab, and nothing past one byte. */
const FIELD_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/** They say how the message travels, which is not the caller's to say. */
const OF_THE_CONNECTION = [
  "connection",
  "content-length",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/**
 * The caller's headers, by names in lower case.
 *
 * @throws TypeError where a name or value cannot be sent; it shows no value
 */
export function checkedHeaders(given: unknown): HeaderFields {
  if (given === undefined) return {};
  if (typeof given !== "object" || given === null) {
    throw optionError(TypeError, "headers", "an object or pairs", describe(given));
  }
  const pairs = Symbol.iterator in given ? Array.from(given as Iterable<unknown>) : Object.entries(given);
  const fields = new Map<string, string>();
  for (const pair of pairs) {
    const [name, value] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (typeof name !== "string" || !TOKEN.test(name)) {
      throw optionError(TypeError, "headers", "names that are tokens of RFC 9110", "another");
    }
    if (typeof value !== "string" || !FIELD_VALUE.test(value)) {
      const expected = `a string without control characters as ${name}`;
      throw optionError(TypeError, "headers", expected, "another value");
    }
    const field = name.toLowerCase();
    if (OF_THE_CONNECTION.includes(field)) {
      throw optionError(TypeError, "headers", "none that rule the connection", field);
    }
    const earlier = fields.get(field);
    fields.set(field, earlier === undefined ? value.trim() : `${earlier}, ${value.trim()}`);
  }
  return Object.fromEntries(fields);
}

/** The headers for every address, redirects too. */
export function commonHeaders(format: Format | undefined): HeaderFields {
  const wanted =
    format === undefined
      ? "application/json, application/x-ndjson, text/plain;q=0.9"
      : FORMAT_TABLE[format].mediaTypes[0];
  return { accept: `${wanted}, */*;q=0.5`, "accept-encoding": "identity" };
}
