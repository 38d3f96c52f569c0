/** Starts workerd, the runtime of Cloudflare's Workers. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Started } from "./started.js";

const { default: program } = createRequire(import.meta.url)("workerd") as { readonly default: string };

export interface WorkerdOptions {
  /** The worker's module. */
  readonly source: string;
  readonly compatibilityDate: string;
  readonly compatibilityFlags: readonly string[];
}

/** Serves a worker until it is stopped. */
export async function workerd({
  source,
  compatibilityDate,
  compatibilityFlags,
}: WorkerdOptions): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), "dlg-workerd-"));
  await writeFile(join(folder, "worker.js"), source);
  const config = `
    using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [
        (name = "worker", worker = .worker),
        (name = "internet", network = (allow = ["local", "private"])),
      ],
      sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
    );
    const worker :Workerd.Worker = (
      modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = ${JSON.stringify(compatibilityDate)},
      compatibilityFlags = ${JSON.stringify(compatibilityFlags)},
    );
  `;
  await writeFile(join(folder, "config.capnp"), config);
  // It tells its port on the descriptor that it is given.
  const child = spawn(program, ["serve", "--control-fd=3", join(folder, "config.capnp")], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const hasEnded = once(child, "exit");
  const stop = async () => {
    child.kill("SIGKILL");
    await hasEnded;
    await rm(folder, { recursive: true });
  };
  let complaints = "";
  child.stderr!.on("data", (text) => (complaints += String(text)));
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdio[3] as NodeJS.ReadableStream }), "line"),
    hasEnded.then(() => Promise.reject(new Error(`workerd has ended: ${complaints}`))),
  ])) as [string];
  const { port } = JSON.parse(line) as { readonly port: number };
  return { origin: `http://127.0.0.1:${port}`, stop };
}
