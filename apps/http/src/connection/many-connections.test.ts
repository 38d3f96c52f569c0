import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { boundConnections, connectionsAllowed, systemLimits } from "./many-connections.js";

/** Answers /now at once, and anything else when told to. */
async function scene(max: number) {
  const held: ServerResponse[] = [];
  const reports: number[] = [];
  const server = createServer(({ url }, answer) => {
    if (url === "/now") answer.end("now");
    else held.push(answer);
  });
  boundConnections(server, { max, onFull: (connections) => reports.push(connections) });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, held, reports };
}

async function open(server: Server): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => {});
  const accepted = once(server, "connection");
  await Promise.all([once(socket, "connect"), accepted]);
  return socket;
}

async function ask(socket: Socket, path: string): Promise<void> {
  socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
  if (path === "/now") await once(socket, "data");
}

const closed = async (socket: Socket) => {
  await once(socket.resume(), "close");
};

const isOpen = (socket: Socket) => !socket.destroyed && !socket.readableEnded;

test("a connection too many takes the place of the one without a request for longest", async () => {
  const { server, reports } = await scene(3);
  const [first, second, third] = [await open(server), await open(server), await open(server)];
  await ask(first, "/now");
  const over = [closed(second), await open(server)] as const;
  await over[0];
  await ask(third, "/now");
  expect([first, third, over[1]].map(isOpen)).toEqual([true, true, true]);
  await expect.poll(() => reports).toEqual([1]);
});

test("one with a request under way keeps its place, pipelined ones too", async () => {
  const { server, held } = await scene(2);
  const busy = await open(server);
  await ask(busy, "/held");
  await ask(busy, "/held");
  await expect.poll(() => held.length).toBe(2);
  const idle = await open(server);
  const gone = closed(idle);
  const next = await open(server);
  await gone;
  const answered = once(held[0]!, "close");
  held[0]!.end("first");
  await answered;
  const nextGone = closed(next);
  await open(server);
  await nextGone;
  held[1]!.end("second");
  expect(String(await once(busy, "data"))).toContain("first");
});

test("where all have a request, the new one is closed", async () => {
  const { server, held } = await scene(1);
  const busy = await open(server);
  await ask(busy, "/held");
  await expect.poll(() => held.length).toBe(1);
  const refused = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => {});
  await closed(refused);
  held[0]!.end("served");
  expect(String(await once(busy, "data"))).toContain("served");
  await ask(busy, "/now");
});

describe("the bound", () => {
  const NO_LIMITS = { openFiles: undefined, memoryBytes: 0 };

  test("is what was asked for where nothing else bounds", () => {
    expect(connectionsAllowed(10, NO_LIMITS)).toBe(10);
    expect(connectionsAllowed(10, { openFiles: 1e6, memoryBytes: 2 ** 64 })).toBe(10);
  });

  test("leaves files for other things", () => {
    expect(connectionsAllowed(10_000, { ...NO_LIMITS, openFiles: 1024 })).toBe(896);
    expect(connectionsAllowed(10_000, { ...NO_LIMITS, openFiles: 10 })).toBe(1);
  });

  test("leaves most of a container's memory for other things", () => {
    expect(connectionsAllowed(10_000, { ...NO_LIMITS, memoryBytes: 2 ** 28 })).toBe(4096);
  });

  test("takes the limits of this system", () => {
    const { openFiles, memoryBytes } = systemLimits();
    expect(openFiles ?? 1).toBeGreaterThan(0);
    expect(memoryBytes).toBeGreaterThanOrEqual(0);
  });
});
