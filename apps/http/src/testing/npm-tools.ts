/** Tools from the npm registry, in a folder of their own: together they weigh more than all that a clone installs. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { afterAll } from "vitest";

const run = promisify(execFile);

/** Without offers, audits, calls for funds and scripts: of those, one builds what is not needed, and one tells its maker of the installation. */
const QUIETLY = ["--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--loglevel=error"];

/** Plain output, and no word to anybody. */
const ENVIRONMENT = {
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
  NODE_ENV: undefined,
  // Dredd's dependencies are old.
  NODE_NO_WARNINGS: "1",
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
};

export interface Tools {
  /** It is removed after the tests of the file. */
  readonly folder: string;
  /** How a process with a tool, or with Node alone, is started: the arguments of Node, and its options. */
  readonly started: (tool: string, ...args: readonly string[]) => readonly string[];
  readonly options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv };
  /** @param tool of the packages, or `node` @returns all that the tool prints; an error has it too */
  readonly run: (tool: string, ...args: readonly string[]) => Promise<string>;
}

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/**
 * @param packages versions by name
 * @param files texts by name
 */
export async function installTools(
  packages: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): Promise<Tools> {
  const folder = await mkdtemp(join(tmpdir(), "dlg-tools-"));
  folders.push(folder);
  const manifest = { name: "tools", private: true, type: "module", dependencies: packages };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await run("npm", ["install", "--prefer-offline", ...QUIETLY], { cwd: folder });
  const options = { cwd: folder, env: { ...process.env, ...ENVIRONMENT } };
  const started: Tools["started"] = (tool, ...args) =>
    tool === "node" ? args : [join(folder, "node_modules", ".bin", tool), ...args];
  return {
    folder,
    started,
    options,
    async run(tool, ...args) {
      const { stdout, stderr } = await run(process.execPath, started(tool, ...args), {
        ...options,
        maxBuffer: 2 ** 26,
      }).catch((error: Record<"message" | "stdout" | "stderr", string>) => {
        throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`);
      });
      return stripVTControlCharacters(`${stdout}${stderr}`);
    },
  };
}
