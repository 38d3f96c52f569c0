import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { freePort } from "./free-port.js";

export const hasNginx: boolean = spawnSync("nginx", ["-v"]).status === 0;

export interface Nginx {
  readonly url: string;
  /** Puts a file there. */
  serve(name: string, content: string | Uint8Array): string;
  /** The requests since the last call: connection, status, Range. */
  requests(): readonly (readonly [connection: string, status: string, range: string])[];
}

/**
 * Debian's nginx on a port of its own, with its usual settings. It is ended with the test.
 * @param locations more of its configuration @default none
 */
export async function nginx(folder: string, locations = ""): Promise<Nginx> {
  const [root, log] = [join(folder, "www"), join(folder, "access.log")];
  mkdirSync(root, { recursive: true });
  const port = await freePort();
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const configuration = join(folder, "nginx.conf");
  writeFileSync(
    configuration,
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events {}
http {
  types { text/plain txt; text/csv csv; application/octet-stream f64 parquet; application/gzip gz; application/x-ndjson ndjson; }
  ${paths.join(" ")}
  log_format asked '$connection $status "$http_range"';
  access_log ${log} asked;
  server { listen 127.0.0.1:${port}; root ${root}; ${locations} }
}
`,
  );
  const server = spawn("nginx", ["-e", join(folder, "error.log"), "-c", configuration], { stdio: "ignore" });
  onTestFinished(() => void server.kill("SIGKILL"));
  const url = `http://127.0.0.1:${port}`;
  await answering(url);
  let read = readFileSync(log, "utf8").length;
  return {
    url,
    serve(name, content) {
      writeFileSync(join(root, name), content);
      return `${url}/${name}`;
    },
    requests() {
      const text = readFileSync(log, "utf8");
      const lines = text.slice(read).trim().split("\n");
      read = text.length;
      return lines.map((line) => {
        const [, connection = "", status = "", range = ""] = /^(\d+) (\d+) "(.*)"$/.exec(line) ?? [];
        return [connection, status, range] as const;
      });
    },
  };
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      await fetch(url);
      return;
    } catch {
      await setTimeout(50);
    }
  }
  throw new Error("nginx: expected an answer within 10 s, got none");
}
