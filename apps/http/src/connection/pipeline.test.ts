/** Requests that a client sends ahead, over real sockets. */
import { EventEmitter, once } from "node:events";
import type { Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createHttpServer } from "../server.js";
import { createGate } from "./gate.js";
import { MAX_WAITING } from "./pipeline.js";

let server: Server;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const EVENTUALLY = { interval: 1 };

interface Scene {
  /** How many requests Node has emitted, and how many have begun. */
  readonly told: () => number;
  readonly begun: () => number;
}

/** A server whose answers are the path and the body, once `isOpen` resolves for the path. */
async function scene(isOpen: (path: string) => Promise<unknown> = async () => {}): Promise<Scene> {
  let told = 0;
  let begun = 0;
  server = createHttpServer({
    async fetch(request) {
      begun += 1;
      const { pathname } = new URL(request.url);
      await isOpen(pathname);
      return new Response(`${pathname}:${await request.text()};`);
    },
    headersTimeoutMs: 10_000,
    maxUnreadBytes: 0,
    isDraining: () => false,
    onRefusedHead: () => "r-1",
    gate: createGate(),
    onCut() {},
  });
  server.prependListener("request", () => (told += 1));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { told: () => told, begun: () => begun };
}

const connections = () => new Promise((resolve) => server.getConnections((_, count) => resolve(count)));

interface Client {
  send(bytes: string): void;
  /** The bodies that have come in so far. */
  bodies(): string[];
  heads(): { readonly status: number; readonly closes: boolean }[];
  readonly socket: Socket;
}

function newClient(): Client {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  sockets.push(socket);
  let received = "";
  socket.setEncoding("latin1").on("data", (text: string) => (received += text));
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    heads: () =>
      [...received.matchAll(/HTTP\/1\.1 (\d+) [^]*?\r\n\r\n/g)].map(([head, status]) => ({
        status: Number(status),
        closes: head.includes("Connection: close"),
      })),
    bodies: () => [...received.matchAll(/\r\n\r\n([^;]*);/g)].map(([, body]) => body ?? ""),
  };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
const post = (path: string, body: string) =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const postChunked = (path: string, body: string) =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n` +
  [...body].map((letter) => `1\r\n${letter}\r\n`).join("") +
  "0\r\n\r\n";

function everyKind(count: number): { readonly text: string; readonly bodies: readonly string[] } {
  const kinds = [
    (path: string) => [get(path), ""],
    (path: string) => [post(path, ""), ""],
    (path: string) => [post(path, "some"), "some"],
    (path: string) => [postChunked(path, "more"), "more"],
    (path: string) => [get(path), ""],
  ];
  const all = Array.from({ length: count }, (_, i) => kinds[i % kinds.length]!(`/${i}`));
  return {
    text: all.map(([request]) => request).join(""),
    bodies: all.map(([, body], i) => `/${i}:${body}`),
  };
}

describe("requests that are sent ahead", () => {
  test("are all answered, in their order, however many there are", async () => {
    await scene();
    const { send, bodies: got } = newClient();
    const { text, bodies } = everyKind(3000);
    send(text);
    await expect.poll(() => got().length, EVENTUALLY).toBe(bodies.length);
    expect(got()).toEqual(bodies);
  });

  test("are all answered wherever they are cut", async () => {
    await scene();
    const { text, bodies } = everyKind(2 * MAX_WAITING + 3);
    for (let at = 1; at < text.length; at += 11) {
      const { socket, send, bodies: got } = newClient();
      socket.setNoDelay();
      send(text.slice(0, at));
      await new Promise((resolve) => setImmediate(resolve));
      send(text.slice(at));
      await expect.poll(got, EVENTUALLY).toEqual(bodies);
      socket.destroy();
    }
  });

  test("are all answered where a read ends with one past which no more may wait", async () => {
    await scene();
    for (let count = MAX_WAITING; count <= MAX_WAITING + 5; count++) {
      const { socket, send, bodies: got } = newClient();
      const { text, bodies } = everyKind(count);
      send(text);
      await expect.poll(got, EVENTUALLY).toEqual(bodies);
      socket.destroy();
    }
  });

  test(`wait, ${MAX_WAITING} of them and no more, behind one that takes its time`, async () => {
    const gate = new EventEmitter();
    const { told, begun } = await scene((path) =>
      path === "/slow" ? once(gate, "open") : Promise.resolve(),
    );
    const { send, bodies } = newClient();
    send(get("/slow") + get("/next").repeat(1000));
    await expect.poll(told, EVENTUALLY).toBe(1 + MAX_WAITING);
    // Another connection is read later: when it is answered, the rest of this one would have been read.
    const other = newClient();
    other.send(get("/other"));
    await expect.poll(other.bodies, EVENTUALLY).toEqual(["/other:"]);
    expect([told(), begun()]).toEqual([2 + MAX_WAITING, 2]);
    gate.emit("open");
    await expect.poll(() => bodies().length, EVENTUALLY).toBe(1001);
  });

  test("let other connections have their answers meanwhile", async () => {
    const { begun } = await scene();
    const many = newClient();
    const other = newClient();
    await once(other.socket, "connect");
    const COUNT = 1000;
    many.send(get("/").repeat(COUNT));
    await expect.poll(begun, EVENTUALLY).toBeGreaterThan(0);
    let begunByThen = 0;
    other.socket.once("data", () => (begunByThen = begun()));
    other.send(get("/other"));
    await expect.poll(() => many.bodies().length, EVENTUALLY).toBe(COUNT);
    expect(begunByThen).toBeGreaterThan(0);
    expect(begunByThen).toBeLessThan(COUNT / 2);
  });

  test("are not begun any more when the client has left", async () => {
    const gate = new EventEmitter();
    const { told, begun } = await scene((path) =>
      path === "/slow" ? once(gate, "open") : Promise.resolve(),
    );
    const { socket, send } = newClient();
    send(get("/slow") + get("/next").repeat(5));
    await expect.poll(told, EVENTUALLY).toBe(6);
    socket.resetAndDestroy();
    await expect.poll(connections, EVENTUALLY).toBe(0);
    gate.emit("open");
    const other = newClient();
    other.send(get("/other"));
    await expect.poll(other.bodies, EVENTUALLY).toEqual(["/other:"]);
    expect(begun()).toBe(2);
  });

  test("are answered up to one that is none, which is refused before the connection is closed", async () => {
    await scene();
    const { socket, send, bodies, heads } = newClient();
    send(`${get("/0")}${get("/1")}${get("/2")}total, please\r\n\r\n`);
    await once(socket, "end");
    expect(bodies()).toEqual(["/0:", "/1:", "/2:"]);
    expect(heads().map(({ status }) => status)).toEqual([200, 200, 200, 400]);
    expect(heads().map(({ closes }) => closes)).toEqual([false, false, false, true]);
  });
});
