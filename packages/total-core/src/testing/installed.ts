/** The package as users get it: packed, and installed in a folder of its own. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll } from "vitest";

const run = promisify(execFile);

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** npm in a test: without offers, audits and calls for funds. */
const QUIETLY = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];

/** @returns the path of the tarball, in a folder that is removed after the tests of this file */
export async function packed(): Promise<string> {
  const folder = await temporaryFolder();
  await run("npm", ["pack", "--pack-destination", folder, ...QUIETLY], { cwd: ROOT });
  return join(folder, (await readdir(folder))[0]!);
}

export interface Project {
  readonly folder: string;
  /** Runs a program of the project, or `node`. @returns all that it prints; an error has it too */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
}

/**
 * A project with the package and others, from the registry. Optional peers, such as hyparquet, are not there.
 *
 * @param tarball of the package
 * @param packages names and versions of others
 * @param files by path
 */
export async function project(
  tarball: string,
  packages: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): Promise<Project> {
  const folder = await temporaryFolder();
  const manifest = {
    name: "app",
    private: true,
    type: "module",
    dependencies: { "@dlg/total-core": `file:${tarball}`, ...packages },
  };
  await writeFiles(folder, { "package.json": JSON.stringify(manifest), ...files });
  await run("npm", ["install", "--prefer-offline", ...QUIETLY], { cwd: folder });
  const bin = join(folder, "node_modules", ".bin");
  return {
    folder,
    async run(program, args) {
      const path = program === "node" ? process.execPath : join(bin, program);
      const env = {
        ...process.env,
        NO_COLOR: "1",
        FORCE_COLOR: undefined,
        NODE_ENV: undefined,
        ...TELLING_NOBODY,
      };
      const { stdout, stderr } = await run(path, args, { cwd: folder, env, maxBuffer: 2 ** 26 }).catch(
        ({ message, stdout: out, stderr: err }: Record<string, string>) => {
          throw new Error(`${message}\n${out}\n${err}`);
        },
      );
      return `${stdout}${stderr}`;
    },
  };
}

const TELLING_NOBODY = { NEXT_TELEMETRY_DISABLED: "1" };

export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dlg-package-"));
  folders.push(folder);
  return folder;
}
