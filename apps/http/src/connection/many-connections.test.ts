import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { boundConnections, connectionsAllowed } from "./many-connections.js";

/** Answers /now at once, and anything else when told to. */
async function scene(max: number) {
  const held: ServerResponse[] = [];
  const drops: string[] = [];
  const server = createServer(({ url }, answer) => {
    if (url === "/now") answer.end("now");
    else held.push(answer);
  });
  boundConnections(server, { max, onDrop: (reason) => drops.push(reason) });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, held, drops };
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
  const { server, drops } = await scene(3);
  const [first, second, third] = [await open(server), await open(server), await open(server)];
  await ask(first, "/now");
  const over = [closed(second), await open(server)] as const;
  await over[0];
  await ask(third, "/now");
  expect([first, third, over[1]].map(isOpen)).toEqual([true, true, true]);
  expect(drops).toEqual(["3 connections are open, as many as MAX_CONNECTIONS and the memory allow"]);
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

test("Node's own bound, which the file descriptors set, drops nobody while another one is idle", async () => {
  const { server, drops } = await scene(10);
  server.maxConnections = 3;
  let nodeDropped = 0;
  server.on("drop", () => (nodeDropped += 1));
  const [first, second] = [await open(server), await open(server)];
  await ask(first, "/now");
  const over = [closed(second), await open(server)] as const;
  await over[0];
  await ask(over[1], "/now");
  expect([first, over[1]].map(isOpen)).toEqual([true, true]);
  expect([drops, nodeDropped]).toEqual([
    ["2 connections are open, as many as the file descriptors allow"],
    0,
  ]);
});

describe("the bound", () => {
  test("is what was asked for where nothing else bounds", () => {
    expect(connectionsAllowed(10, 0)).toBe(10);
    expect(connectionsAllowed(10, 2 ** 64)).toBe(10);
  });

  test("leaves most of a container's memory for other things", () => {
    expect(connectionsAllowed(10_000, 2 ** 28)).toBe(2730);
  });
});
