/** Prism stands between clients and the service, and looks whether what it sees is as the OpenAPI document says. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstream, type Upstream } from "../src/testing/broken-upstream.js";
import { exampleGetter, type Asked, type Shown } from "../src/testing/how-to-get.js";
import { installTools } from "../src/testing/npm-tools.js";
import { examplesOf, OPENAPI, OPENAPI_TEXT, operationsOf } from "../src/testing/openapi.js";
import { endServices, type Service } from "../src/testing/service.js";

/** Prism refuses these itself: it knows the media types, and reads JSON. */
const REFUSED_BY_PRISM: ReadonlySet<string> = new Set(["other-type", "bad-format"]);

const examples = operationsOf(OPENAPI).flatMap(({ method, path, responses }) =>
  examplesOf(responses).map((example) => ({
    ...example,
    method: method.toUpperCase(),
    path,
    how: example["x-how-to-get"],
  })),
);
const sent = examples.filter(
  ({ name, how }) => how !== undefined && how.wire === undefined && !REFUSED_BY_PRISM.has(name),
);

let upstream: Upstream;
let prism: ChildProcess;
let relay: Server;
/** The service that the relay behind Prism asks. */
let service: Service;
let get: (asked: Asked) => Promise<Shown>;
const objections: string[] = [];

beforeAll(async () => {
  const { started, options } = await installTools(
    { "@stoplight/prism-cli": "5.14.2" },
    { "openapi.json": OPENAPI_TEXT },
  );
  upstream = await startUpstream();
  relay = createServer((asked, answer) => {
    const { method, url, headers } = asked;
    const forwarded = request(`${service.url}${url}`, { method, headers }, (received) => {
      answer.writeHead(received.statusCode!, received.rawHeaders);
      received.pipe(answer);
    });
    asked.pipe(forwarded);
  }).listen(0, "127.0.0.1");
  await once(relay, "listening");
  const address = `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  const args = started("prism", "proxy", "openapi.json", address, "--errors", "--host=127.0.0.1", "--port=0");
  prism = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  const url = await listening(prism);
  get = exampleGetter(upstream, async (asking, { path, query = "", method, headers = {}, body }) => {
    service = asking;
    const answer = await fetch(`${url}${path}${query}`, { method, headers, body: body ?? null });
    return {
      status: answer.status,
      headers: answer.headers as unknown as Shown["headers"],
      text: await answer.text(),
    };
  });
});
afterAll(async () => {
  prism.kill("SIGKILL");
  relay.closeAllConnections();
  relay.close();
  await endServices();
  await upstream.close();
});

/** Reads what Prism says, to its end. @returns its address */
async function listening({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: stdout! }).on("line", (line) => {
      if (/[✖⚠]|violation/i.test(line)) objections.push(line);
      const [, address] = /Prism is listening on (\S+)/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
}

describe("Prism lets pass what is sent and answered:", () => {
  test.each(sent)("$method $path, $status, $name", async ({ method, path, status, value, type, how }) => {
    const answer = await get({ method, path, ...how });
    expect([
      answer.status,
      answer.text && (type === "text/plain" ? answer.text : JSON.parse(answer.text)),
    ]).toEqual([status, value]);
    expect(answer.headers.get("sl-violations")).toBe(null);
    expect(objections.splice(0)).toEqual([]);
  });

  test.each(["/", "/metrics", "/openapi.json", "/docs"])("GET %s, 200", async (path) => {
    expect((await get({ method: "GET", path })).status).toBe(200);
    expect(objections.splice(0)).toEqual([]);
  });
});
