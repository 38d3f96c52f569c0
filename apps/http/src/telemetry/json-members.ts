/** Text that stands in JSON as it is. Other characters may do so too, but are not worth a look. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** The same as `JSON.stringify`. */
export function jsonString(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/**
 * The members of a JSON object without the braces, each with a comma before it; none where the value is undefined. The names are not escaped.
 *
 * For the flat objects of the log this takes two thirds of the time of `JSON.stringify`, which was a fiftieth of a request's.
 */
export function jsonMembers(fields: object): string {
  let text = "";
  for (const name in fields) {
    const value = jsonValue((fields as Readonly<Record<string, unknown>>)[name]);
    if (value !== undefined) text += `,"${name}":${value}`;
  }
  return text;
}

function jsonValue(value: unknown): string | undefined {
  if (typeof value === "string") return jsonString(value);
  // `JSON.stringify` writes NaN and the infinities as null.
  if (Number.isFinite(value)) return String(value);
  return JSON.stringify(value);
}
