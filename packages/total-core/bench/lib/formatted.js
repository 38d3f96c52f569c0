import { format, resolveConfig } from "prettier";

/**
 * The text of a committed file in the format that prettier checks.
 * @param {string} path
 * @param {string} text
 */
export async function formatted(path, text) {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}
