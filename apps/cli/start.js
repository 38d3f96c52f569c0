/** `npm run dlg -- total …`: the command from a clone, which is built first where it is not yet. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const command = fileURLToPath(new URL(require("./package.json").bin.dlg, import.meta.url));

if (!existsSync(command)) build();
// npm runs scripts in the workspace; the names of files are meant from where the user stands.
if (process.env["npm_lifecycle_event"] === "dlg" && process.env["INIT_CWD"]) {
  process.chdir(process.env["INIT_CWD"]);
}
require(command);

/** Standard output is the total's, and standard input the command's: the build has neither. */
function build() {
  process.stderr.write("dlg: setting up and building, which takes a while the first time\n");
  const commandLine = "npx -y pnpm@10.34.8 run build";
  const { status, signal, stdout, stderr } = spawnSync(commandLine, {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    shell: true,
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: Infinity,
  });
  if (status === 0) return;
  process.stderr.write(stdout);
  process.stderr.write(stderr);
  process.stderr.write(`dlg: expected "${commandLine}" to succeed, got ${signal ?? status}\n`);
  process.exit(1);
}
