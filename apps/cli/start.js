/** `npm run dlg -- total …`: runs the command from a clone, and builds it first if it is not built yet. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const command = fileURLToPath(new URL(require("./package.json").bin.dlg, import.meta.url));

if (!existsSync(command)) build();
// npm changes to the workspace's folder; file names are relative to the folder of the user.
if (process.env["npm_lifecycle_event"] === "dlg" && process.env["INIT_CWD"]) {
  process.chdir(process.env["INIT_CWD"]);
}
require(command);

/** The build gets neither standard output, which belongs to the total, nor standard input, which belongs to the command. */
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
