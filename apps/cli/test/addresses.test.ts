/** The built command, as a process: numbers at addresses. The library's tests hold all the ways in which an address can fail. */
import type { IncomingHttpHeaders } from "node:http";
import { describe, expect, test } from "vitest";
import { dlg, failed, printed } from "../src/testing/dlg.js";
import { serve } from "../src/testing/server.js";
import { temporaryFolder, writtenFile } from "../src/testing/temporary-files.js";

const folder = temporaryFolder();

describe("addresses", () => {
  test("a redirect is followed", async () => {
    const address = await serve(({ url }, answer) => {
      if (url === "/to") answer.end("[1.1, 2.2]");
      else answer.writeHead(302, { location: "/to" }).end();
    });
    expect(await dlg(["total", `${address}/from`, "--format", "json"])).toEqual(printed("3.3\n"));
  });

  test.each(["/circle", "file:///etc/passwd"])("a redirect to %s is exit 3", async (location) => {
    const address = await serve((_, answer) => answer.writeHead(302, { location }).end());
    const { exit, stdout, stderr } = await dlg(["total", `${address}/circle`]);
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: "" });
    expect(stderr).toMatch(/^GET http:[^\n]+: expected [^\n]+, got [^\n]+\n$/);
  });

  test("404 is exit 3", async () => {
    const address = await serve((_, answer) => answer.writeHead(404).end("[1]"));
    const { exit, stdout, stderr } = await dlg(["total", `${address}/numbers.json`]);
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: "" });
    expect(stderr).toMatch(/^GET http:[^\n]+\/numbers\.json: expected [^\n]+, got [^\n]*404[^\n]*\n$/);
  });

  test.each([
    ["with a Content-Length", { "content-length": "100" }],
    ["in chunks", {}],
  ])("a body %s that is cut is exit 3, never a smaller total", async (_how, headers) => {
    const address = await serve((_, answer) => {
      answer.writeHead(200, { "content-type": "text/plain", ...headers });
      answer.write("1\n2\n3\n", () => answer.destroy());
    });
    const { exit, stdout, stderr } = await dlg(["total", address]);
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: "" });
    expect(stderr).toMatch(/^GET http:[^\n]+\n$/);
  });

  test("--timeout bounds the wait for an address and for the numbers API", async () => {
    const address = await serve((_, answer) => {
      answer.writeHead(200, { "content-type": "text/plain" });
      answer.write("1\n");
    });
    for (const source of [[address], ["--api", address]]) {
      const { exit, stdout, stderr } = await dlg(["total", "--timeout", "0.1", ...source]);
      expect({ exit, stdout }).toEqual({ exit: 3, stdout: "" });
      expect(stderr).toMatch(/^GET http:[^\n]+\n$/);
    }
  });

  test("--field and --format of an address", async () => {
    const address = await serve((_, answer) => answer.end('{"a":{"b":1}}\n{"a":{"b":"0.5"}}\n'));
    expect(await dlg(["total", address, "--format", "ndjson", "--field", "a.b"])).toEqual(printed("1.5\n"));
  });

  test("--http-header goes to addresses, the token to the numbers API alone", async () => {
    const received: IncomingHttpHeaders[] = [];
    const address = await serve((request, answer) => {
      received.push(request.headers);
      answer.setHeader("content-type", "application/json").end("[1]");
    });
    const env = { NUMBERS_API_URL: address, NUMBERS_API_TOKEN: "secret" };
    const header = ["--http-header", "X-Mine: a", "--http-header", "X-Yours:b"];
    expect(await dlg(["total", address, ...header], { env })).toEqual(printed("1\n"));
    expect(await dlg(["total"], { env })).toEqual(printed("1\n"));
    expect(await dlg(["total", "--api", address], { env: { NUMBERS_API_TOKEN: "other" } })).toEqual(
      printed("1\n"),
    );
    const NUMBERS_API_TOKEN_FILE = writtenFile(folder, "token", "of-a-file\n");
    expect(await dlg(["total", "--api", address], { env: { NUMBERS_API_TOKEN_FILE } })).toEqual(
      printed("1\n"),
    );
    expect(received).toMatchObject([
      { "x-mine": "a", "x-yours": "b" },
      { authorization: "Bearer secret" },
      { authorization: "Bearer other" },
      { authorization: "Bearer of-a-file" },
    ]);
    expect(received[0]).not.toHaveProperty("authorization");
  });

  test("a source that is no address is exit 2", async () => {
    expect(await dlg(["total", "http://[::1"])).toEqual(
      failed(2, 'dlg total: expected an http: or https: address, got "http://[::1"\n'),
    );
  });
});
