/** Debian's nginx and HAProxy, run with the examples of `deploy/`, in front of two instances of the service. */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.js";
import { startProxy, type Proxy } from "./proxy-process.js";

export type ProxyName = "nginx" | "haproxy";

interface Tool {
  readonly file: string;
  /** The whole configuration that holds the example. */
  readonly whole: (example: string, folder: string) => string;
  readonly check: (config: string, folder: string) => readonly string[];
  readonly run: (config: string, folder: string) => readonly string[];
}

const IS_ROOT = process.getuid?.() === 0;

const TOOLS: Readonly<Record<ProxyName, Tool>> = {
  nginx: {
    file: "nginx.conf",
    whole: (example, folder) => `
      ${IS_ROOT ? "user root;" : ""}
      daemon off;
      pid ${folder}/nginx.pid;
      worker_processes 2;
      events { worker_connections 1024; }
      http {
        access_log off;
        ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join("\n")}
        ${example}
      }`,
    check: (config, folder) => ["-t", "-e", "stderr", "-p", folder, "-c", config],
    run: (config, folder) => ["-e", "stderr", "-p", folder, "-c", config],
  },
  haproxy: {
    file: "haproxy.cfg",
    whole: (example) => example,
    check: (config) => ["-c", "-f", config],
    run: (config) => ["-db", "-f", config],
  },
};

export const hasExampleProxies: boolean = ["nginx", "haproxy"].every(
  (name) => spawnSync(name, ["-v"]).error === undefined,
);

/** The example with other ports. @throws Error where it lacks one of the ports that it is to have */
function withPorts(example: string, ports: Readonly<Record<string, number>>): string {
  return Object.entries(ports).reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`expected the example to have ${from} once`);
    return text.replace(from, `127.0.0.1:${to}`);
  }, example);
}

/** @throws Error where the proxy finds fault with the example */
export async function startExampleProxy(
  name: ProxyName,
  instances: readonly [number, number],
): Promise<Proxy> {
  const { file, whole, check, run } = TOOLS[name];
  const folder = await mkdtemp(join(tmpdir(), `dlg-${name}-`));
  const example = await readFile(fileURLToPath(new URL(`../../deploy/${file}`, import.meta.url)), "utf8");
  const port = await freePort();
  const ports = { "127.0.0.1:5000": port, "127.0.0.1:5001": instances[0], "127.0.0.1:5002": instances[1] };
  const config = join(folder, file);
  await writeFile(config, whole(withPorts(example, ports), folder));
  const checked = spawnSync(name, check(config, folder), { encoding: "utf8" });
  const findings = (checked.stdout + checked.stderr).split("\n").filter((line) => !isPraise(line));
  if (checked.status !== 0 || findings.length > 0) throw new Error(`${name}: ${findings.join("\n")}`);
  return startProxy({ command: name, args: run(config, folder), port, folder });
}

/** Whether a line of the check says only that all is well. */
function isPraise(line: string): boolean {
  return line === "" || /syntax is ok|test is successful|^Configuration file is valid$/.test(line);
}
