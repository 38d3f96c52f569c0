import { join } from "node:path";
import { packed, project } from "./installed.js";

/** The package `bun` has programs for more systems than one; this is that of the machine. */
const PROGRAM: string = `@oven/bun-${process.platform === "win32" ? "windows" : process.platform}-${process.arch === "arm64" ? "aarch64" : process.arch}`;
const VERSION = "1.4.5";

export interface BunProject {
  readonly program: string;
  /** Where the module stands. */
  readonly path: string;
}

/** Bun, and a module in a project that has the package. */
export async function bunProject(module: string): Promise<BunProject> {
  const { folder } = await project(await packed(), { [PROGRAM]: VERSION }, { "script.mjs": module });
  return { program: join(folder, "node_modules", PROGRAM, "bin/bun"), path: join(folder, "script.mjs") };
}
