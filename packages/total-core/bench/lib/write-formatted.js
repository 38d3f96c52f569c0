import { writeFileSync } from "node:fs";

import { format, resolveConfig } from "prettier";

/**
 * Writes a committed file in the format that prettier checks.
 * @param {string} path
 * @param {string} text
 */
export async function writeFormatted(path, text) {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
