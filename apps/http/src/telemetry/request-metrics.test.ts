import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { TotalError } from "@dlg/total-core";
import { Registry } from "prom-client";
import { expect, onTestFinished, test } from "vitest";
import type { Bindings } from "../answer.js";
import { testClock } from "../testing.js";
import { requestMetrics } from "./request-metrics.js";
import { samplesOf, valueOf } from "./testing.js";

const COUNT = "http_server_request_duration_seconds_count";
const ACTIVE = "http_server_active_requests";

/** A server that is watched. Each of its requests waits for its answer until the test gives it. */
async function watchedServer() {
  const clock = testClock();
  const registry = new Registry();
  const metrics = requestMetrics(registry, clock);
  const asked: { incoming: IncomingMessage; outgoing: ServerResponse }[] = [];
  const server = createServer();
  const note = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    asked.push({ incoming, outgoing });
    server.emit("asked");
  };
  for (const event of ["request", "checkContinue", "checkExpectation"]) server.on(event, note);
  metrics.watch(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    clock,
    metrics,
    text: () => registry.metrics(),
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

const GET = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

function answered(
  { outgoing }: { outgoing: ServerResponse },
  { status = 200, ...bindings }: Bindings & { status?: number } = {},
) {
  Object.assign(outgoing, { bindings });
  const closed = once(outgoing, "close");
  outgoing.writeHead(status).end("x");
  return closed;
}

test("an answer's time goes on to its end, under the names of OpenTelemetry", async () => {
  const { ask, clock, text } = await watchedServer();
  const { asked } = await ask(GET("/total?x=1"));
  clock.passMs(300);
  asked[0]!.outgoing.writeHead(200).write("1");
  clock.passMs(400);
  await answeredInFull(asked[0]!.outgoing, "/total");
  const samples = samplesOf(await text()).filter(({ name }) => name.startsWith("http_server_request"));
  const labels = {
    http_request_method: "GET",
    http_route: "/total",
    http_response_status_code: "200",
    url_scheme: "http",
  };
  const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, Infinity];
  expect(samples).toEqual([
    ...buckets.map((le) => ({
      name: "http_server_request_duration_seconds_bucket",
      labels: { le: le === Infinity ? "+Inf" : String(le), ...labels },
      value: le >= 0.75 ? 1 : 0,
    })),
    { name: "http_server_request_duration_seconds_sum", labels, value: 0.7 },
    { name: COUNT, labels, value: 1 },
  ]);
});

async function answeredInFull(outgoing: ServerResponse, route: string) {
  Object.assign(outgoing, { bindings: { route } });
  outgoing.end();
  await once(outgoing, "close");
}

test("requests are counted by method, route and status, hundreds of them too", async () => {
  const { ask, text } = await watchedServer();
  for (let i = 0; i < 300; i++) {
    const { asked } = await ask(GET("/total"));
    await answered(asked[0]!, { route: "/total", status: i % 3 === 0 ? 502 : 200 });
  }
  const { asked } = await ask("POST /total HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
  await answered(asked[0]!, { route: "/total" });
  const shown = await text();
  expect(valueOf(shown, COUNT, { http_request_method: "GET", http_response_status_code: "200" })).toBe(200);
  expect(valueOf(shown, COUNT, { http_response_status_code: "502", error_type: "502" })).toBe(100);
  expect(valueOf(shown, COUNT, { http_request_method: "POST" })).toBe(1);
});

test("a path of nothing has no route, and a method that few know has no name of its own", async () => {
  const { ask, text } = await watchedServer();
  const { asked } = await ask("PROPFIND /x HTTP/1.1\r\nHost: a\r\n\r\n");
  await answered(asked[0]!, { status: 404 });
  const counted = samplesOf(await text()).filter(({ name }) => name === COUNT);
  expect(counted).toEqual([
    {
      name: COUNT,
      labels: { http_request_method: "_OTHER", http_response_status_code: "404", url_scheme: "http" },
      value: 1,
    },
  ]);
});

test.each([
  ["plain ones", ""],
  ["those that wait to be told to go on", "Expect: 100-continue\r\n"],
  ["those that expect something else", "Expect: much\r\n"],
])("%s are active from their head to their answer's end", async (_, header) => {
  const { ask, text } = await watchedServer();
  expect(valueOf(await text(), ACTIVE)).toBe(0);
  const first = await ask(`GET / HTTP/1.1\r\nHost: a\r\n${header}\r\n`);
  const second = await ask(GET("/"));
  expect(valueOf(await text(), ACTIVE, { http_request_method: "GET" })).toBe(2);
  await answered(first.asked[0]!);
  expect(valueOf(await text(), ACTIVE)).toBe(1);
  await answered(second.asked[0]!);
  expect(valueOf(await text(), ACTIVE)).toBe(0);
});

test("clients that leave are a 499 where they have seen nothing of an answer", async () => {
  const { ask, text } = await watchedServer();
  const { asked, socket } = await ask(GET("/total"));
  const closed = once(asked[0]!.outgoing, "close");
  socket.destroy();
  await closed;
  const begun = await ask(GET("/numbers"));
  const cut = once(begun.asked[0]!.outgoing, "close");
  begun.asked[0]!.outgoing.writeHead(200).write("[1,");
  begun.socket.destroy();
  await cut;
  const shown = await text();
  expect(valueOf(shown, COUNT, { http_response_status_code: "499" })).toBe(1);
  expect(valueOf(shown, COUNT, { http_response_status_code: "200" })).toBe(1);
  expect(valueOf(shown, ACTIVE)).toBe(0);
});

test("requests that wait behind another one are over when their connection is cut, each once", async () => {
  const { ask, text } = await watchedServer();
  const { asked, socket } = await ask(GET("/1") + GET("/2") + GET("/3"), 3);
  expect(valueOf(await text(), ACTIVE)).toBe(3);
  const over = asked.map(({ incoming }) => new Promise((resolve) => incoming.on("close", resolve)));
  socket.destroy();
  await Promise.all(over);
  const shown = await text();
  expect(valueOf(shown, ACTIVE)).toBe(0);
  expect(valueOf(shown, COUNT, { http_response_status_code: "499" })).toBe(3);
});

test("requests that waited behind another one and were answered are counted once", async () => {
  const { ask, text } = await watchedServer();
  const { asked, socket } = await ask(GET("/1") + GET("/2"), 2);
  await answered(asked[0]!);
  await answered(asked[1]!);
  const over = once(socket, "close");
  socket.destroy();
  await over;
  expect(valueOf(await text(), COUNT)).toBe(2);
});

test("faults of the numbers are counted by code", async () => {
  const { ask, text } = await watchedServer();
  const fault = new TotalError("SOURCE_TIMEOUT", { expected: "an answer", got: "none" });
  for (const bindings of [
    { route: "/total", fault },
    { route: "/total", fault },
    { fault: new Error("a bug") },
  ]) {
    const { asked } = await ask(GET("/total"));
    await answered(asked[0]!, bindings);
  }
  const counted = samplesOf(await text()).filter(({ name }) => name === "dlg_errors_total");
  expect(counted).toEqual([
    { name: "dlg_errors_total", labels: { code: "SOURCE_TIMEOUT", http_route: "/total" }, value: 2 },
  ]);
});

test("a server that tells clients by itself to go on still does", async () => {
  const server = createServer((_, outgoing) => outgoing.end());
  requestMetrics(new Registry(), testClock()).watch(server);
  expect(server.listenerCount("checkContinue")).toBe(0);
});

test("the app's bindings are seen from around its fetch", async () => {
  const { metrics } = await watchedServer();
  const outgoing = {} as ServerResponse & { bindings?: Bindings };
  const bindings: Bindings = { outgoing };
  await metrics.around((_, given) => {
    expect(given).toBe(bindings);
    return new Response();
  })(new Request("http://localhost/"), bindings);
  expect(outgoing.bindings).toBe(bindings);
});
