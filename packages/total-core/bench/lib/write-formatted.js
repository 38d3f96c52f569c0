import { writeFileSync } from "node:fs";

import { format, resolveConfig } from "prettier";

/**
 * Writes a file that is committed, in the form that the repository's check asks for.
 * @param {string} path
 * @param {string} text
 */
export async function writeFormatted(path, text) {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
