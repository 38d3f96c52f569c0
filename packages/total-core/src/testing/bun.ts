import { packed, project } from "./installed.js";

/** The package `bun` has programs for more systems than one; this is that of the machine. */
const PROGRAM: string = `@oven/bun-${process.platform === "win32" ? "windows" : process.platform}-${process.arch === "arm64" ? "aarch64" : process.arch}`;
const VERSION = "1.4.5";

/** Runs a module in Bun, in a project that has the package. @returns what it prints */
export async function printedByBun(module: string): Promise<string> {
  const app = await project(await packed(), { [PROGRAM]: VERSION }, { "script.mjs": module });
  return app.run(`../${PROGRAM}/bin/bun`, ["run", "script.mjs"]);
}
