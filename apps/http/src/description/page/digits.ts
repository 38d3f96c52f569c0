/** Shows numbers of JSON with the digits that stand there, though Swagger UI reads and writes JSON with binary64. */

/** Before the digits of a number that is on its way through Swagger UI as a string; from Unicode's private use area. */
const MARK = "\uE000";

/** JSON in which a number that `JSON.parse` would change is a string with a mark. */
export function withMarkedDigits(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${MARK}${token}"`,
  );
}

/** Writes such strings as the numbers that they were. */
export function withDigits(json: string): string {
  return json.replaceAll(new RegExp(`"${MARK}(-?\\d[\\d.eE+-]*)"`, "g"), "$1");
}
