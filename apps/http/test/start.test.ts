/** How the built service starts, and how it does not. */
import { createServer, type AddressInfo } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { endServices, runService } from "../src/testing/service.js";

afterAll(endServices);

describe("a start that fails says why in one line", () => {
  test.each([
    [{ PORT: "http" }, 'PORT: expected an integer from 0 to 65535, got "http"\n'],
    [{ NUMBERS_COUNT: "-1" }, `NUMBERS_COUNT: expected an integer from 0 to 9007199254740991, got "-1"\n`],
    [{ NUMBERS_API_URL: "file:///etc/passwd" }, "NUMBERS_API_URL: "],
    [
      { NUMBERS_API_TOKEN: "hunter2" },
      "NUMBERS_API_URL: expected an address, as NUMBERS_API_TOKEN is set, got none\n",
    ],
    [
      { LOG_LEVEL: "loud" },
      'LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, silent, got "loud"\n',
    ],
    [
      { DLG_TOKEN: "hünter2" },
      "DLG_TOKEN: expected tokens of visible ASCII characters, separated by commas or white space, got others\n",
    ],
    [
      { DLG_TOKEN_FILE: "/nowhere/hunter2" },
      "DLG_TOKEN_FILE: expected a file that can be read, got ENOENT\n",
    ],
    [{ DLG_TOKEN: "hunter2", DLG_TOKEN_FILE: "/x" }, "DLG_TOKEN: expected it or DLG_TOKEN_FILE, got both\n"],
    [{ HOST: "192.0.2.1" }, 'HOST: expected an address of this machine, got "192.0.2.1"\n'],
  ])("%j, and exit 2", async (env, line) => {
    const { code, stderr, log } = await runService(env);
    expect(stderr).toContain(line);
    expect(stderr.split("\n").length).toBe(2);
    expect(code).toBe(2);
    expect(log).toEqual([]);
    expect(stderr).not.toMatch(/h[uü]nter/);
  });

  test("a port in use, and exit 1", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await runService({ PORT: String(port) });
    server.close();
    expect(stderr).toBe(`PORT: expected a free port, got ${port}, which is in use on 127.0.0.1\n`);
    expect(code).toBe(1);
  });
});
