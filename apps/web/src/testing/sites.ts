/** The built page, as two servers serve it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Site {
  /** With a slash at its end. */
  readonly url: string;
  close(): Promise<unknown>;
}

const DIST = new URL("../../dist/", import.meta.url);
const SERVICE = fileURLToPath(new URL("../../../http/dist/main.js", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** A plain file server, which has the page in a folder. */
export async function startFileServer(): Promise<Site> {
  const server = createServer((request, response) => {
    const path = /^\/some\/where\/([\w./-]*)$/.exec(request.url ?? "")?.[1];
    const name = path === "" ? "index.html" : (path ?? "missing");
    readFile(new URL(name, DIST)).then(
      (bytes) => response.setHeader("Content-Type", TYPES[extname(name)] ?? "").end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/some/where/`,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The service of apps/http, built. */
export async function startService(): Promise<Site> {
  const child = spawn(process.execPath, [SERVICE], {
    env: { ...process.env, HOST: "127.0.0.1", PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  for await (const line of createInterface(child.stdout)) {
    const { msg, port } = JSON.parse(line) as { readonly msg: string; readonly port?: number };
    if (msg.startsWith("listening")) {
      child.stdout.resume();
      return {
        url: `http://127.0.0.1:${port}/`,
        async close() {
          child.kill("SIGKILL");
          await ended;
        },
      };
    }
  }
  throw new Error("the service ended before it listened");
}
