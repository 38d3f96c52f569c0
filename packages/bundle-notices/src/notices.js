/** @import { BundledPackage } from "./bundled-packages.js" */

const RULE = "=".repeat(80);

/**
 * The notices that must accompany every copy of a bundle. Packages with the same licence text are listed above one copy of it.
 *
 * @param {string} bundle its name
 * @param {readonly BundledPackage[]} packages sorted
 */
export function noticesText(bundle, packages) {
  /** @type {Map<string, string[]>} */
  const namesByText = new Map();
  for (const { name, version, texts } of packages) {
    for (const text of texts) {
      const names = namesByText.get(text);
      if (names === undefined) namesByText.set(text, [`${name} ${version}`]);
      else names.push(`${name} ${version}`);
    }
  }
  const list = packages.map(({ name, version, license }) => `${name} ${version}, ${license}\n`).join("");
  const sections = [...namesByText].map(([text, names]) => `\n${RULE}\n${names.join("\n")}\n\n${text}\n`);
  return `${bundle} has these packages in it, each under its own licence:\n\n${list}${sections.join("")}`;
}
