/** Finds the packages in a bundle. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} license an SPDX expression
 * @property {readonly string[]} texts its licence and notices
 *
 * @typedef {{ readonly outputs: Record<string, { readonly inputs: Record<string, { readonly bytesInOutput: number }> }> }} Metafile
 * The part of esbuild's metafile that says how many bytes each file gave to the bundle.
 */

/**
 * The folders of the packages that gave at least a byte to one of the bundles.
 *
 * @param {readonly Metafile[]} metafiles
 * @param {string} folder where the build ran
 */
export function bundledFolders(metafiles, folder) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        // pnpm nests node_modules; the innermost folder holds the package.
        const [packageFolder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(`/${path}`) ?? [];
        if (packageFolder !== undefined && bytesInOutput > 0)
          folders.add(resolve(folder, packageFolder.slice(1)));
      }
    }
  }
  return [...folders];
}

/**
 * @param {string} folder of a package, as it is installed
 * @returns {BundledPackage}
 * @throws {Error} where the package names no licence
 */
export function bundledPackage(folder) {
  const { name, version, license, author, homepage } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  if (typeof license !== "string") {
    throw new Error(`${name}@${version}: expected a license in package.json, got none`);
  }
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  if (texts.length === 0) {
    // @bomb.sh/tab, for example, has no licence text, nor has its repository.
    const by = author?.name ?? author ?? "its authors";
    texts.push(`It comes without a licence's text. Its package.json says: ${license}, by ${by}, ${homepage}`);
  }
  return { name, version, license, texts };
}

/**
 * Sorts by name, then version, so that the order depends neither on the file system nor on the bundler.
 *
 * @param {readonly BundledPackage[]} packages
 */
export function sorted(packages) {
  return [...packages].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/**
 * The order of code units, which no locale changes.
 *
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
