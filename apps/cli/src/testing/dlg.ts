import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const packageJson = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

export const version: string = packageJson.version;

/** The file that `bin.dlg` names. */
export const command: string = fileURLToPath(new URL(`../../${packageJson.bin.dlg}`, import.meta.url));

if (!existsSync(command))
  throw new Error(`${command} is missing: build first, npx -y pnpm@10.34.8 run build`);

export interface Outcome {
  /** The exit code, or the signal that ended it. */
  readonly exit: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  /** Sent to standard input, which then ends. */
  readonly input?: string | Uint8Array;
  /** A descriptor, `ignore` for /dev/null, or `pipe` for a pipe that stays open and silent. */
  readonly stdin?: number | "ignore" | "pipe";
  readonly stdout?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The user and the group that it runs as. */
  readonly uid?: number;
  readonly gid?: number;
  /** Whether it leads a process group of its own. */
  readonly detached?: boolean;
}

export interface Running {
  readonly process: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/** Starts `dlg` with five simulated numbers and no delay, unless `env` says otherwise. */
export function start(args: readonly string[], options: Options = {}): Running {
  return startProgram(process.execPath, [command, ...args], options);
}

export function dlg(args: readonly string[], options: Options = {}): Promise<Outcome> {
  return start(args, options).outcome;
}

export const printed = (stdout: string): Outcome => ({ exit: 0, stdout, stderr: "" });
export const failed = (exit: number | NodeJS.Signals, stderr: string): Outcome => ({
  exit,
  stdout: "",
  stderr,
});

/** A line of `sh`, in which `dlg` is a function. */
export function shell(line: string, options: Options = {}): Running {
  const script = `dlg() { "$NODE" "$DLG" "$@"; }\n${line}`;
  const env = { ...options.env, NODE: process.execPath, DLG: command };
  return startProgram("sh", ["-c", script], { ...options, env });
}

export function startProgram(
  program: string,
  args: readonly string[],
  { input, stdin = input === undefined ? "ignore" : "pipe", stdout, env, ...others }: Options,
): Running {
  const child = spawn(program, args, {
    ...others,
    env: { ...ownEnvironment(), NUMBERS_COUNT: "5", NUMBERS_DELAY_MS: "0", ...env },
    stdio: [stdin, stdout ?? "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  // The command may end before it has read all of its input.
  child.stdin?.on("error", () => {});
  if (input !== undefined) child.stdin?.end(input);
  const exited = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? signal));
  });
  const outcome = Promise.all([
    exited,
    // A test may have closed the stream.
    child.stdout === null ? "" : text(child.stdout).catch(() => ""),
    child.stderr === null ? "" : text(child.stderr),
  ]).then(([exit, out, err]) => {
    child.stdin?.destroy();
    return { exit, stdout: out, stderr: err };
  });
  return { process: child, outcome };
}

/** The environment of the tests without the variables that would change how the command behaves. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:NUMBERS_|NODE_|VITEST|npm_|INIT_CWD)/.test(name)),
  );
}
