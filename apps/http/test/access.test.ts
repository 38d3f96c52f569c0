/** Tokens: of clients of the built service, and for its numbers API. */
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { ask, endServices, exchange, startService } from "../src/testing/service.js";

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
