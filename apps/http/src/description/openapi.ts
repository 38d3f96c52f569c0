import packageJson from "../../package.json" with { type: "json" };

/**
 * The document api/openapi.json as the service gives it: without white space, and with the version of this package.
 *
 * It is not parsed, because a JavaScript number would lose digits of a total. Tests hold it against the tables that the service goes by,
 * and send every request that it shows.
 */
export function openApiText(document: string): string {
  return document
    .replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1")
    .replace(/"version":"[^"]*"/, `"version":"${packageJson.version}"`);
}
