/** Clients and proxies that read no answer before they have sent a body of 128 MB, which is refused at its beginning. */
import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Proxy } from "../src/testing/proxy-process.js";
import { hasReverseProxies, startReverseProxy } from "../src/testing/reverse-proxies.js";
import { endServices, startService, type Service } from "../src/testing/service.js";

/** Debian's own, which has Debian's modules. */
const PYTHON = "/usr/bin/python3";
const CLIENTS = fileURLToPath(new URL("early-refusals.py", import.meta.url));
const hasClients = spawnSync(PYTHON, ["-c", "import httpx, requests"]).status === 0;

const run = promisify(execFile);

interface Asked {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly beginning?: string;
}

const TEXT = { "Content-Type": "text/plain", Authorization: "Bearer hunter2" };

const REFUSALS: readonly (Asked & { readonly status: number })[] = [
  { status: 400, path: "/total?nonsense=1" },
  { status: 401, headers: { ...TEXT, Authorization: "Bearer hunter3" } },
  { status: 405, path: "/livez" },
  { status: 415, headers: { ...TEXT, "Content-Type": "image/png" } },
  { status: 422, beginning: "x " },
];

async function answersOf(url: string, { path = "/total", headers = TEXT, beginning = "" }: Asked) {
  const { stdout } = await run(PYTHON, [CLIENTS, `${url}${path}`, JSON.stringify(headers), beginning]);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

const all = (status: number) =>
  ["requests", "requests, chunked", "httpx", "httpx, chunked"].map((client) => ({
    client,
    status,
    type: "application/problem+json",
    problem: status,
  }));

let service: Service;
let limited: Service;
beforeAll(async () => {
  service = await startService({ DLG_TOKEN: "hunter2" });
  limited = await startService({ MAX_BODY_BYTES: "1000000" });
});
afterAll(endServices);

describe.skipIf(!hasClients)(
  "a body refused at its beginning (skipped without Debian's python3-requests and python3-httpx)",
  () => {
    test.each(REFUSALS)("is a $status for Python's clients", async (refused) => {
      expect(await answersOf(service.url, refused)).toEqual(all(refused.status));
    });

    test("is a 413 for Python's clients", async () => {
      expect(await answersOf(limited.url, {})).toEqual(all(413));
    });

    describe.skipIf(!hasReverseProxies).each(["apache", "varnish"] as const)(
      "behind %s (skipped without Debian's apache2 and varnish)",
      (name) => {
        let proxy: Proxy;
        let toLimited: Proxy;
        beforeAll(async () => {
          proxy = await startReverseProxy(name, service);
          toLimited = await startReverseProxy(name, limited);
        });
        afterAll(() => Promise.all([proxy.close(), toLimited.close()]));

        test.each(REFUSALS)("is a $status", async (refused) => {
          expect(await answersOf(proxy.url, refused)).toEqual(all(refused.status));
        });

        test("is a 413", async () => {
          expect(await answersOf(toLimited.url, {})).toEqual(all(413));
        });
      },
    );
  },
);
