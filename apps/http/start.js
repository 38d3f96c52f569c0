/**
 * `npm start`: sets the workspace up, builds the service, and serves in this process. No shell and no second process stands between npm and
 * the server, so that the signal which ends npm ends the server too.
 *
 * The network is asked only for what is missing: a second start does without it.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { constants, homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const PNPM = "pnpm@10.34.8";
const INSTALL = ["install", "--prefer-offline"];
const BUILD = [
  "--config.verify-deps-before-run=false",
  "exec",
  "turbo",
  "run",
  "build",
  "--filter=@dlg/http",
];

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SERVICE = new URL("dist/main.js", import.meta.url);
const IS_WINDOWS = process.platform === "win32";
const PARENT_CHECK_MS = 250;

/** The service's own line of the log comes first. */
const AFTER_LOG_MS = 100;

endWithParent();
await setUp();
const { listening } = await import(SERVICE.href);
if (listening !== undefined) setTimeout(() => sayHowToAsk(listening), AFTER_LOG_MS);

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

async function setUp() {
  if (!isInstalled()) {
    say("installing packages, which takes a minute the first time");
    const installed = await pnpm(INSTALL);
    if (!installed.ok) return serveWhatIsThere(installed);
  }
  say("building what has changed");
  const built = await pnpm(BUILD);
  if (!built.ok) serveWhatIsThere(built);
}

/** The pinned pnpm, where npx has put it. npx itself would ask the registry for it, for more than a minute where there is none. */
function cachedPnpm() {
  const byDefault = IS_WINDOWS
    ? join(process.env["LOCALAPPDATA"] ?? homedir(), "npm-cache")
    : join(homedir(), ".npm");
  const cache = join(process.env["npm_config_cache"] ?? byDefault, "_npx");
  const modules = existsSync(cache)
    ? readdirSync(cache).map((name) => join(cache, name, "node_modules"))
    : [];
  return modules.find((folder) => {
    const manifest = join(folder, "pnpm/package.json");
    return existsSync(manifest) && `pnpm@${JSON.parse(readFileSync(manifest, "utf8")).version}` === PNPM;
  });
}

/** npm asks its cache before the network, and where there is a service to fall back on, it does not try for long. */
function online() {
  const preferCache = { npm_config_prefer_offline: "true" };
  if (!existsSync(SERVICE)) return preferCache;
  const soon = { npm_config_fetch_timeout: "10000", npm_config_fetch_retry_mintimeout: "1000" };
  return { ...preferCache, ...soon, npm_config_fetch_retries: "1" };
}

/** Whether the packages are those of the lockfile, and no package.json has changed since pnpm last looked. */
function isInstalled() {
  try {
    const lastLookMs = Math.max(
      ...[".modules.yaml", ".pnpm-workspace-state-v1.json"].map(
        (name) => statSync(join(ROOT, "node_modules", name)).mtimeMs,
      ),
    );
    const [wanted, there] = ["pnpm-lock.yaml", "node_modules/.pnpm/lock.yaml"].map((name) =>
      readFileSync(join(ROOT, name), "utf8"),
    );
    const manifests = ["apps", "packages"]
      .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name)))
      .map((folder) => join(ROOT, folder, "package.json"))
      .filter((path) => existsSync(path));
    manifests.push(join(ROOT, "package.json"));
    return wanted === there && manifests.every((path) => statSync(path).mtimeMs <= lastLookMs);
  } catch {
    return false;
  }
}

/** Goes on with the service that was built before where the network is missing, and ends where something else is. */
function serveWhatIsThere({ commandLine, outcome, output }) {
  if (existsSync(SERVICE) && /ENOTCACHED|EAI_AGAIN|ENOTFOUND|ECONN|ETIMEDOUT|ENETUNREACH/.test(output)) {
    say("the npm registry cannot be reached; serving what was built before");
    return;
  }
  process.stderr.write(output);
  say(`expected "${commandLine}" to succeed, got ${outcome}`);
  process.exit(1);
}

/** Runs the pinned pnpm to its end, or ends with it at a signal. */
async function pnpm(args) {
  const modules = cachedPnpm();
  const command =
    modules === undefined
      ? ["npx", "-y", PNPM, ...args]
      : [process.execPath, join(modules, "pnpm/bin/pnpm.cjs"), ...args];
  // turbo looks for pnpm in the path.
  const path = modules === undefined ? [] : [join(modules, ".bin")];
  // Before there is a child: a signal that came between would leave it behind.
  let interruptedBy;
  const interrupt = (signal) => {
    interruptedBy = signal;
    endTree(child.pid, signal);
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  const child = spawn(command[0], command.slice(1), {
    cwd: ROOT,
    env: {
      ...process.env,
      ...online(),
      TURBO_TELEMETRY_DISABLED: "1",
      // `npm start --silent` would hide what failed.
      npm_config_loglevel: "warn",
      PATH: [...path, process.env["PATH"]].join(delimiter),
    },
    stdio: ["ignore", "pipe", "pipe"],
    // On Windows npx is a batch file. Elsewhere a process group of its own can be ended as a whole.
    shell: IS_WINDOWS && modules === undefined,
    detached: !IS_WINDOWS,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (output += piece));

  const outcome = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  process.off("SIGINT", interrupt).off("SIGTERM", interrupt);

  if (interruptedBy !== undefined) process.exit(128 + constants.signals[interruptedBy]);
  return { ok: outcome === 0, commandLine: command.join(" "), outcome, output };
}

function endTree(pid, signal) {
  if (IS_WINDOWS) spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"]);
  else {
    try {
      process.kill(-pid, signal);
    } catch {
      // It has just ended by itself.
    }
  }
}

/** A line that can be pasted into another terminal. */
function sayHowToAsk({ address, port, family }) {
  const isAnyAddress = ["0.0.0.0", "::", "127.0.0.1", "::1"].includes(address);
  const host = isAnyAddress ? "localhost" : family === "IPv6" ? `[${address}]` : address;
  const wantsToken = Boolean(process.env["DLG_TOKEN"] || process.env["DLG_TOKEN_FILE"]);
  const header = wantsToken ? "-H 'Authorization: Bearer TOKEN' " : "";
  say(`ready; in another terminal:\ncurl ${header}${host}:${port}/total`);
}

function say(text) {
  process.stderr.write(`dlg: ${text}\n`);
}
