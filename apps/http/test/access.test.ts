/** Tokens: of clients of the built service, and for its numbers API. */
import { once } from "node:events";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ask, endServices, exchange, startService, type Service } from "../src/testing/service.js";

afterAll(endServices);

test("no request can make it fetch an address", async () => {
  const connections: unknown[] = [];
  const bait = createServer((socket) => connections.push(socket.destroy()));
  bait.listen(0, "127.0.0.1");
  await once(bait, "listening");
  const address = `127.0.0.1:${(bait.address() as AddressInfo).port}`;
  const url = `http://${address}/`;
  const { port } = await startService({ NUMBERS_COUNT: "3" });
  const headers = [
    `Host: ${address}`,
    `Forwarded: host=${address}`,
    `X-Forwarded-Host: ${address}`,
    `Origin: ${url}`,
    `Referer: ${url}`,
    `Link: <${url}>`,
    `Content-Location: ${url}`,
    `traceparent: ${url}`,
  ];
  const answers = [];
  for (const target of [
    url,
    `${url}total`,
    `/total?url=${url}`,
    `/total?source=${url}&api=${url}`,
    `//${address}/`,
  ]) {
    for (const body of ["", JSON.stringify([url]), JSON.stringify({ url, $ref: url })]) {
      const type = body === "" ? [] : ["Content-Type: application/json", `Content-Length: ${body.length}`];
      const method = body === "" ? "GET" : "POST";
      const head = [`${method} ${target} HTTP/1.1`, ...headers, ...type, "Connection: close", "", ""];
      answers.push(await exchange(port, head.join("\r\n") + body));
    }
  }
  expect(answers.every((answer) => /^HTTP\/1\.1 (200|400|404|405|422) /.test(answer))).toBe(true);
  expect(connections).toEqual([]);
  bait.close();
});

test("with a token, /total and /numbers want it", async () => {
  const { url, log } = await startService({ DLG_TOKEN: "hunter2", NUMBERS_COUNT: "3" });
  for (const path of ["/total", "/numbers"]) {
    const refused = await ask(`${url}${path}`);
    expect(refused).toMatchObject({ status: 401, headers: { "www-authenticate": 'Bearer realm="dlg"' } });
    const served = await ask(`${url}${path}`, { headers: { authorization: "Bearer hunter2" } });
    expect(served.status).toBe(200);
  }
  expect((await ask(`${url}/readyz`)).status).toBe(200);
  expect(JSON.stringify(log)).not.toContain("hunter2");
});

/** How often the service has said so. */
const said = ({ log }: Service, message: string): number => log.filter(({ msg }) => msg === message).length;

describe("tokens in files that change", () => {
  const folder = mkdtempSync(join(tmpdir(), "dlg-secret-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Puts all files of a secret in place at once, as Kubernetes does: in a new folder, to which a link is turned. */
  let versions = 0;
  function mount(files: Readonly<Record<string, string>>): void {
    const version = join(folder, `v${(versions += 1)}`);
    mkdirSync(version);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(version, name), content);
    symlinkSync(version, join(folder, "next"));
    renameSync(join(folder, "next"), join(folder, "data"));
  }

  test("rotate, and no request is lost", async () => {
    mount({ clients: "hunter1\n", numbers: "hunter1" });
    const source = await startService({
      DLG_TOKEN_FILE: join(folder, "data/clients"),
      NUMBERS_COUNT: "3",
    });
    const service = await startService({
      NUMBERS_API_URL: `${source.url}/numbers`,
      NUMBERS_API_TOKEN_FILE: join(folder, "data/numbers"),
    });
    const texts = new Set<string>();
    const taken = async (who: Service, times: number): Promise<void> => {
      while (said(who, "took over new tokens") < times) texts.add((await ask(`${service.url}/total`)).text);
      texts.add((await ask(`${service.url}/total`)).text);
    };
    mount({ clients: "hunter1\nhunter2\n", numbers: "hunter1" });
    await taken(source, 1);
    mount({ clients: "hunter1\nhunter2\n", numbers: "hunter2" });
    await taken(service, 1);
    mount({ clients: "hunter2\n", numbers: "hunter2" });
    await taken(source, 2);
    expect([...texts]).toEqual(['{"total":3}']);
    const statusFor = async (token: string) =>
      (await ask(`${source.url}/total`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await statusFor("hunter1"), await statusFor("hunter2")]).toEqual([401, 200]);

    mount({ clients: "\n" });
    await source.logged("kept the tokens");
    await service.logged("kept the tokens");
    expect((await ask(`${source.url}/total`)).status).toBe(401);
    expect((await ask(`${service.url}/total`)).text).toBe('{"total":3}');
    await ask(`${source.url}/hunter2`);
    await expect.poll(() => source.log.some(({ path }) => path === "/…")).toBe(true);
    expect(JSON.stringify([source.log, service.log])).not.toContain("hunter");
  });
});
