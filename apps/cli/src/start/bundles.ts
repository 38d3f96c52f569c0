import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";

/** The bundle of every command line. scripts/join-chunks.js says which others there are. */
export const COMMAND = "./dlg.js";

type Require = (id: string) => unknown;

/**
 * The bundles in a folder, each loaded when it is first required, with the code that V8 compiled from it during the build.
 *
 * Measured on five numbers: that code saves 10 ms of 41. Another version of V8 rejects it and compiles the source, which is no error.
 */
export class Bundles {
  /** The modules that have been loaded, by their ids. */
  readonly scripts: Map<string, Script> = new Map();
  readonly #exports = new Map<string, object>();
  readonly #folder: string;
  readonly #require: Require;

  /** @param require gives the modules that are no bundles */
  constructor(folder: string, require: Require) {
    this.#folder = folder;
    this.#require = require;
  }

  /** @param id `./dlg.js`, or the name of a module of Node */
  readonly load = (id: string): unknown => {
    if (!id.startsWith("./")) return this.#require(id);
    const loaded = this.#exports.get(id);
    if (loaded !== undefined) return loaded;
    const exports = {};
    this.#exports.set(id, exports);
    const script = scriptOf(join(this.#folder, id));
    this.scripts.set(id, script);
    script.runInThisContext()(exports, this.load);
    return exports;
  };
}

/** @param filename of a bundle */
export function scriptOf(filename: string): Script {
  // A bundle is ASCII. As latin1, its bytes would stay in memory beside the string.
  return new Script(readFileSync(filename, "utf8"), { filename, cachedData: cacheOf(filename) });
}

/** The file with the code that V8 compiled from a bundle. */
export function cachePath(filename: string): string {
  return filename.replace(/js$/, "cache");
}

function cacheOf(filename: string): Buffer | undefined {
  try {
    return readFileSync(cachePath(filename));
  } catch {
    return undefined;
  }
}
