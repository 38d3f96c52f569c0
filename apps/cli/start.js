/** `npm run dlg -- total …`: the command from a clone, which is built first where it is not yet. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const { bin } = createRequire(import.meta.url)("./package.json");
const command = new URL(bin.dlg, import.meta.url);

if (!existsSync(command)) build();
// npm runs scripts in the workspace; the names of files are meant from where the user stands.
if (process.env["npm_lifecycle_event"] === "dlg" && process.env["INIT_CWD"]) {
  process.chdir(process.env["INIT_CWD"]);
}
await import(command.href);

/** All that it says goes to standard error: standard output is the total's. */
function build() {
  const { status, error } = spawnSync("npx -y pnpm@10.34.8 run --silent build --output-logs=errors-only", {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    shell: true,
    // Standard input is the command's too.
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (status === 0) return;
  process.stderr.write(
    `dlg: expected the workspace to build, got ${error?.message ?? `exit code ${status}`}\n`,
  );
  process.exit(70);
}
