/** Debian's Prometheus, which scrapes a service every second. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.js";

export const hasPrometheus: boolean = spawnSync("prometheus", ["--version"]).status === 0;

const BETWEEN_LOOKS_MS = 50;

export interface Prometheus {
  /** The answer of its HTTP API at a path. @throws Error where the answer is no success */
  get(path: string, query: Readonly<Record<string, string>>): Promise<unknown>;
  close(): Promise<void>;
}

/** @param target `host:port` of the service */
export async function startPrometheus(target: string, job: string): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), "dlg-prometheus-"));
  const config = {
    global: { scrape_interval: "1s", scrape_timeout: "1s" },
    scrape_configs: [{ job_name: job, static_configs: [{ targets: [target] }] }],
  };
  // JSON is YAML.
  await writeFile(join(folder, "prometheus.yml"), JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    "prometheus",
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const ended = once(child, "close");
  const close = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  while (!(await isReady(address))) {
    if (child.exitCode !== null) {
      await close();
      throw new Error(`expected Prometheus to get ready, got ${complaints}`);
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
  }
  return {
    async get(path, query) {
      const answer = await fetch(`http://${address}${path}?${new URLSearchParams(query).toString()}`);
      const { status, error, data } = (await answer.json()) as {
        readonly status: string;
        readonly error?: string;
        readonly data?: unknown;
      };
      if (status !== "success") throw new Error(`${JSON.stringify(query)}: ${error}`);
      return data;
    },
    close,
  };
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`http://${address}/-/ready`)).ok;
  } catch {
    return false;
  }
}
