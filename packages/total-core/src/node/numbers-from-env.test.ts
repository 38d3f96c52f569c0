import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { collectedBytes, collectedNumbers, faultOf } from "../testing/collected.js";
import { answerHead, ok, rawServer } from "../testing/raw-server.js";
import { ConfigError } from "./env.js";
import { numbersFromEnv } from "./numbers-from-env.js";
import type { TokenFile } from "./tokens.js";

describe("without NUMBERS_API_URL it is the simulated one", () => {
  test("of NUMBERS_COUNT numbers, after NUMBERS_DELAY_MS", async () => {
    const sleeps: number[] = [];
    const clock = { sleep: async (ms: number) => void sleeps.push(ms) };
    const env = { NUMBERS_API_URL: "", NUMBERS_COUNT: "3", NUMBERS_DELAY_MS: "70" };
    const { api, url, simulated } = numbersFromEnv(env, { clock });
    expect({ url, simulated }).toEqual({ url: undefined, simulated: true });
    expect(await collectedNumbers(api)).toEqual([0, 1, 2]);
    expect(sleeps).toEqual([70]);
  });

  test("10,000,001 of them after a second, if nothing is set", async () => {
    const sleeps: number[] = [];
    const { api } = numbersFromEnv({}, { clock: { sleep: async (ms) => void sleeps.push(ms) } });
    let count = 0;
    for await (const batch of api.numbers(new AbortController())) count += (batch as Uint32Array).length;
    expect({ count, sleeps }).toEqual({ count: 10_000_001, sleeps: [1000] });
  });
});

describe("with NUMBERS_API_URL it is that one", () => {
  test("asked with its token, and for its field", async () => {
    const server = await rawServer((socket) => socket.end(ok('{"a":[1]}')));
    const NUMBERS_API_URL = `${server.origin}/x`;
    const { api, url, simulated } = numbersFromEnv({
      NUMBERS_API_URL,
      NUMBERS_API_TOKEN: "t0ken",
      NUMBERS_API_FIELD: "a",
    });
    expect({ url, simulated }).toEqual({ url: NUMBERS_API_URL, simulated: false });
    expect(await collectedBytes(api)).toMatchObject({ field: "a", text: '{"a":[1]}', name: NUMBERS_API_URL });
    expect(server.requests[0]?.headers).toMatchObject({ authorization: "Bearer t0ken" });
  });

  test("asked with the token that stands in its file now", async () => {
    const server = await rawServer((socket) => socket.end(ok("[1]")));
    const folder = mkdtempSync(join(tmpdir(), "dlg-token-"));
    try {
      const path = join(folder, "token");
      writeFileSync(path, "old\n");
      const { api, tokens } = numbersFromEnv({
        NUMBERS_API_URL: server.origin,
        NUMBERS_API_TOKEN_FILE: path,
      });
      await collectedBytes(api);
      writeFileSync(path, "new\n");
      const file = tokens as TokenFile;
      expect([await file.reread(), await file.reread()]).toEqual([false, true]);
      await collectedBytes(api);
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(server.requests.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer old",
      "Bearer new",
    ]);
  });

  test("shown without user name and password", () => {
    expect(numbersFromEnv({ NUMBERS_API_URL: "https://u:p@x.test/y" }).url).toBe("https://x.test/y");
  });

  test("in the format and with the headers that the caller adds", async () => {
    const server = await rawServer((socket) => socket.end(ok("5", { "content-type": "text/html" })));
    const env = { NUMBERS_API_URL: server.origin, NUMBERS_API_TOKEN: "t0ken" };
    const { api } = numbersFromEnv(env, { format: "text", headers: { "x-tenant": "a" } });
    expect(await collectedBytes(api)).toMatchObject({ format: "text", text: "5" });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: "Bearer t0ken",
      "x-tenant": "a",
    });
  });

  test("and tells of each further try", async () => {
    const server = await rawServer((socket, _, number) =>
      socket.end(number === 1 ? answerHead("503 Busy", { "content-length": 0 }) : ok("[1]")),
    );
    const told: number[] = [];
    const { api } = numbersFromEnv(
      { NUMBERS_API_URL: server.origin },
      { onRetry: (tries) => void told.push(tries) },
    );
    await collectedBytes(api);
    expect(told).toEqual([1]);
  });

  test("with the options of its format, each piece told of as it is stored", async () => {
    const server = await rawServer((socket) => socket.end(ok("a;b\n1;2\n", { "content-type": "text/csv" })));
    const stored: number[] = [];
    const { api } = numbersFromEnv(
      { NUMBERS_API_URL: server.origin },
      { column: "b", delimiter: ";", onStored: (bytes) => stored.push(bytes) },
    );
    expect(await collectedBytes(api)).toMatchObject({ format: "csv", column: "b", delimiter: ";" });
    expect(stored.reduce((sum, bytes) => sum + bytes, 0)).toBe(8);
  });

  test("within NUMBERS_API_TIMEOUT_MS and NUMBERS_API_DEADLINE_MS", async () => {
    const server = await rawServer((socket, { path }) => {
      if (path === "/busy") socket.end(answerHead("503 Busy", { "content-length": 0, "retry-after": 5 }));
    });
    const silent = numbersFromEnv({ NUMBERS_API_URL: server.origin, NUMBERS_API_TIMEOUT_MS: "40" });
    expect((await faultOf(silent.api)).message).toContain("within 40 ms");
    const busy = numbersFromEnv({ NUMBERS_API_URL: `${server.origin}/busy`, NUMBERS_API_DEADLINE_MS: "50" });
    expect((await faultOf(busy.api)).message).toContain("within 50 ms");
  });
});

describe("what says that real numbers are meant is a ConfigError without an address, never simulated numbers", () => {
  test.each([
    [
      "NUMBERS_API_TOKEN",
      "t0ken",
      "NUMBERS_API_URL: expected an address, as NUMBERS_API_TOKEN is set, got none",
    ],
    [
      "NUMBERS_API_FIELD",
      "a.b",
      "NUMBERS_API_URL: expected an address, as NUMBERS_API_FIELD is set, got none",
    ],
    [
      "NUMBERS_API_REQUIRED",
      "true",
      "NUMBERS_API_URL: expected an address, as NUMBERS_API_REQUIRED is true, got none",
    ],
  ])("%s=%s", (name, value, message) => {
    for (const address of [{}, { NUMBERS_API_URL: "" }]) {
      const env = { ...address, [name]: value };
      expect(() => numbersFromEnv(env)).toThrow(ConfigError);
      expect(() => numbersFromEnv(env)).toThrow(message);
    }
    expect(numbersFromEnv({ NUMBERS_API_URL: "http://x.test", [name]: value }).simulated).toBe(false);
    expect(numbersFromEnv({ [name]: "" }).simulated).toBe(true);
  });

  test("and NUMBERS_API_REQUIRED=false says nothing", () => {
    expect(numbersFromEnv({ NUMBERS_API_REQUIRED: "false" }).simulated).toBe(true);
  });
});

describe("a bad value is a ConfigError, used or not", () => {
  test.each([
    ["NUMBERS_COUNT", "x", 'NUMBERS_COUNT: expected an integer from 0 to 9007199254740991, got "x"'],
    ["NUMBERS_COUNT", "9007199254740992", /^NUMBERS_COUNT: /],
    ["NUMBERS_API_FIELD", "/a~b", 'NUMBERS_API_FIELD: expected a path a.b.c or a JSON Pointer, got "/a~b"'],
    ["NUMBERS_DELAY_MS", "-1", 'NUMBERS_DELAY_MS: expected an integer from 0 to 2147483647, got "-1"'],
    [
      "NUMBERS_API_TIMEOUT_MS",
      "0",
      'NUMBERS_API_TIMEOUT_MS: expected an integer from 1 to 2147483647, got "0"',
    ],
    ["NUMBERS_API_DEADLINE_MS", "1e9", /^NUMBERS_API_DEADLINE_MS: /],
    ["NUMBERS_API_URL", "x.test", 'NUMBERS_API_URL: expected an http: or https: address, got "x.test"'],
    [
      "NUMBERS_API_URL",
      "ftp://u:secret@x/",
      'NUMBERS_API_URL: expected an http: or https: address, got "ftp://x/"',
    ],
    ["NUMBERS_API_TOKEN", "sec ret", /^NUMBERS_API_TOKEN: (?!.*ret)/],
    [
      "NUMBERS_API_TOKEN_FILE",
      "/nowhere",
      "NUMBERS_API_TOKEN_FILE: expected a file that can be read, got ENOENT",
    ],
    ["NUMBERS_API_REQUIRED", "yes", 'NUMBERS_API_REQUIRED: expected one of true, false, got "yes"'],
  ])("%s=%s", (name, value, message) => {
    for (const NUMBERS_API_URL of ["", "http://x.test"]) {
      const env = { NUMBERS_API_URL, [name]: value };
      expect(() => numbersFromEnv(env)).toThrow(ConfigError);
      expect(() => numbersFromEnv(env)).toThrow(message);
    }
  });
});
