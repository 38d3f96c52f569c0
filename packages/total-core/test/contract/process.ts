/** Runs the suite in a process of its own. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { World } from "./case.js";
import { ENDS_WITHIN_MS, type Found } from "./script.js";

/** The module that {@link foundByProcess} waits for: it tells on stderr which case begins, and on stdout what was found. */
export function printing(script: string, world: World): string {
  return `${script}; console.log(JSON.stringify(await inBothModes(${JSON.stringify(world)}, console.error)));`;
}

/** @throws Error that names the case in which the process hangs */
export async function foundByProcess(
  { runtime }: World,
  program: string,
  args: readonly string[],
): Promise<Found> {
  const { stdout } = await promisify(execFile)(program, args, {
    maxBuffer: 2 ** 26,
    timeout: ENDS_WITHIN_MS,
    killSignal: "SIGKILL",
  }).catch(
    (error: Error & { readonly killed?: boolean; readonly stdout: string; readonly stderr: string }) => {
      if (error.killed !== true) throw error;
      const where =
        error.stdout === ""
          ? `in the case "${error.stderr.trim().split("\n").at(-1)}"`
          : "behind its last case: a connection or a timer keeps it running";
      throw new Error(`${runtime} hangs ${where}`);
    },
  );
  return JSON.parse(stdout) as Found;
}
