import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { testClock } from "../testing/test-app.js";
import type { Bindings } from "./bindings.js";
import { fetchSeen, seeRequests, type SeenRequest } from "./seen-requests.js";

interface Asked {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** A server whose requests are seen. The test answers each of them. */
async function seeingServer() {
  const clock = testClock();
  const begun: SeenRequest[] = [];
  const ended: { seen: SeenRequest; status: number; ms: number }[] = [];
  const asked: Asked[] = [];
  const server = createServer();
  for (const event of ["request", "checkContinue", "checkExpectation"]) {
    server.on(event, (incoming: IncomingMessage, outgoing: ServerResponse) => {
      asked.push({ incoming, outgoing });
      server.emit("asked");
    });
  }
  const observer = {
    begun: (seen: SeenRequest) => void begun.push(seen),
    ended: (seen: SeenRequest, ms: number) => void ended.push({ seen, status: seen.status, ms }),
  };
  seeRequests({ clock, observers: [observer] }).of(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    clock,
    begun,
    ended,
    /** Sends these bytes. @returns the requests in them, once the server has read them, and the client's socket */
    async ask(text: string, requests = 1) {
      const before = asked.length;
      const socket = connect(port, "127.0.0.1").on("error", () => {});
      socket.write(text);
      while (asked.length < before + requests) await once(server, "asked");
      return { socket, asked: asked.slice(before) };
    },
  };
}

const GET = (path: string, header = "") => `GET ${path} HTTP/1.1\r\nHost: a\r\n${header}\r\n`;

async function answered({ outgoing }: Asked, status = 200) {
  const closed = once(outgoing, "close");
  outgoing.writeHead(status).end("x");
  await closed;
}

test("a request is over when its answer has ended", async () => {
  const { ask, begun, ended, clock } = await seeingServer();
  const { asked } = await ask(GET("/total?x=1"));
  expect(begun.length).toBe(1);
  expect(begun[0]!.incoming).toBe(asked[0]!.incoming);
  clock.passMs(300);
  asked[0]!.outgoing.writeHead(206).write("1");
  clock.passMs(400);
  expect(ended).toEqual([]);
  const closed = once(asked[0]!.outgoing, "close");
  asked[0]!.outgoing.end();
  await closed;
  expect(ended).toEqual([{ seen: begun[0], status: 206, ms: 700 }]);
});

test.each([
  ["that wait to be told to go on", "Expect: 100-continue\r\n"],
  ["that expect something else", "Expect: much\r\n"],
])("requests %s are seen too", async (_, header) => {
  const { ask, ended } = await seeingServer();
  const { asked } = await ask(GET("/", header));
  await answered(asked[0]!, 417);
  expect(ended.map(({ status }) => status)).toEqual([417]);
});

test("a server that tells clients by itself to go on still does", () => {
  const server = createServer((_, outgoing) => outgoing.end());
  seeRequests({ clock: testClock(), observers: [] }).of(server);
  expect(server.listenerCount("checkContinue")).toBe(0);
});

test("clients that leave are a 499 where they have seen nothing of an answer", async () => {
  const { ask, ended } = await seeingServer();
  const first = await ask(GET("/total"));
  const closed = once(first.asked[0]!.outgoing, "close");
  first.socket.destroy();
  await closed;
  const second = await ask(GET("/numbers"));
  const cut = once(second.asked[0]!.outgoing, "close");
  second.asked[0]!.outgoing.writeHead(200).write("[1,");
  second.socket.destroy();
  await cut;
  expect(ended.map(({ status }) => status)).toEqual([499, 200]);
});

test("requests that wait behind another one are over when their connection is cut", async () => {
  const { ask, ended } = await seeingServer();
  const { asked, socket } = await ask(GET("/1") + GET("/2") + GET("/3"), 3);
  const over = asked.map(({ incoming }) => new Promise((resolve) => incoming.on("close", resolve)));
  socket.destroy();
  await Promise.all(over);
  expect(ended.map(({ seen, status }) => [seen.incoming.url, status])).toEqual([
    ["/1", 499],
    ["/2", 499],
    ["/3", 499],
  ]);
});

test("requests that waited behind another one and were answered are over once", async () => {
  const { ask, ended } = await seeingServer();
  const { asked, socket } = await ask(GET("/1") + GET("/2"), 2);
  await answered(asked[0]!);
  await answered(asked[1]!);
  const over = new Promise((resolve) => asked[1]!.incoming.on("close", resolve));
  socket.destroy();
  await Promise.race([over, once(socket, "close")]);
  expect(ended.length).toBe(2);
});

test("each has a name of its own, or the one that a proxy gave it, if it is one", async () => {
  const { ask, begun } = await seeingServer();
  for (const given of [
    "",
    "X-Request-Id: edge-7f:2\r\n",
    `X-Request-Id: ${"x".repeat(65)}\r\n`,
    'X-Request-Id: "}{\r\n',
  ]) {
    const { asked } = await ask(GET("/", given));
    await answered(asked[0]!);
  }
  const [first, second, third, fourth] = begun.map(({ requestId }) => requestId);
  expect(first).toMatch(/^[0-9a-f]{8}-1$/);
  const prefix = first?.slice(0, 8);
  expect([second, third, fourth]).toEqual(["edge-7f:2", `${prefix}-2`, `${prefix}-3`]);
});

test("what the app adds to a request's bindings is seen", async () => {
  const { ask, begun } = await seeingServer();
  const { asked } = await ask(GET("/"));
  const given: Bindings[] = [];
  const fetch = fetchSeen((_, bindings) => {
    given.push(bindings);
    return new Response();
  });
  await fetch(new Request("http://localhost/"), asked[0]!);
  const alone = {};
  await fetch(new Request("http://localhost/"), alone);
  expect(given).toEqual([begun[0], alone]);
  expect(given[0]).toBe(begun[0]);
});
