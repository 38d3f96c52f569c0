/**
 * `npm start`: sets the workspace up, builds it, and serves in this process. No shell and no second process stands between npm and the
 * server, so that the signal which ends npm ends the server too.
 */
import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const COMMAND = ["npx", "-y", "pnpm@10.34.8", "run", "build"];
const IS_WINDOWS = process.platform === "win32";

/** After this time, a message says what the wait is for, in milliseconds. */
const PATIENCE_MS = 3000;
const PARENT_CHECK_MS = 250;

endWithParent();
await build();
await import("./dist/main.js");

/** Some shells stay between npm and this process, and die of npm's signal without passing it on. */
function endWithParent() {
  if (process.env["npm_lifecycle_event"] !== "start") return;
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    process.kill(process.pid, "SIGTERM");
  }, PARENT_CHECK_MS);
  check.unref();
}

/** Installs missing packages and builds; takes a second or two if nothing has changed. */
async function build() {
  const [command, ...args] = COMMAND;
  const child = spawn(command, args, {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    // On Windows npx is a batch file. Elsewhere a process group of its own can be ended as a whole.
    shell: IS_WINDOWS,
    detached: !IS_WINDOWS,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (output += piece));
  const patience = setTimeout(
    () => say("setting up and building, which takes a while the first time"),
    PATIENCE_MS,
  );

  let interruptedBy;
  const interrupt = (signal) => {
    interruptedBy = signal;
    endTree(child.pid, signal);
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  const outcome = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  clearTimeout(patience);

  if (interruptedBy !== undefined) process.exit(128 + constants.signals[interruptedBy]);
  if (outcome === 0) return;
  process.stderr.write(output);
  say(`expected "${COMMAND.join(" ")}" to succeed, got ${outcome}`);
  process.exit(1);
}

function endTree(pid, signal) {
  if (IS_WINDOWS) spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"]);
  else process.kill(-pid, signal);
}

function say(text) {
  process.stderr.write(`dlg: ${text}\n`);
}
