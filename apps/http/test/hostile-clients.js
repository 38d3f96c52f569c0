/**
 * Clients that take all of the service that they can, each of which comes back when its connection is closed. They run in a process of their own, so that
 * they do not slow the test that watches the service.
 *
 * Arguments: the port, the share of all clients, as a number up to 1. It ends with its standard input, and then prints how many connections of
 * each kind were opened.
 */
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";

const [port, share] = process.argv.slice(2).map(Number);

/** How many there are of each kind at a share of 1. */
const CLIENTS = { idle: 10_000, posting: 2000, reading: 1000, pipelining: 50, bombing: 50 };
const ROUTES = ["/total", "/numbers", "/docs", "/openapi.json", "/metrics", "/"];

const get = (path) => `GET ${path} HTTP/1.1\r\nHost: dlg.test\r\n\r\n`;
const post = (length, ...headers) =>
  [
    "POST /total HTTP/1.1",
    "Host: dlg.test",
    "Content-Type: text/plain",
    `Content-Length: ${length}`,
    ...headers,
    "",
    "",
  ].join("\r\n");

const BOMBS = [
  gzipSync(Buffer.alloc(100_000_000, "0 "), { level: 9 }),
  gzipSync(`1${" ".repeat(5000)}`.repeat(10_000), { level: 9 }),
];

function leaveAfter(socket, ms) {
  const leaving = setTimeout(() => socket.destroy(), ms);
  socket.once("close", () => clearTimeout(leaving));
}

/** Each does its worst with a new connection. */
const WORST = {
  idle(socket, i) {
    const beginnings = ["", "GET /livez HTTP/1.1\r\nHost: dlg.test\r\nX: ", get("/livez")];
    socket.resume().write(beginnings[i % 3]);
  },
  posting(socket) {
    socket.resume().write(post(1_000_000_000));
    const drip = setInterval(() => socket.write("1 ".repeat(600)), 1000);
    socket.once("close", () => clearInterval(drip));
  },
  reading(socket, i) {
    socket.write(get(ROUTES[i % ROUTES.length]).repeat(16));
    // A client that does not read does not see that it was cut.
    leaveAfter(socket, 15_000);
  },
  pipelining(socket, i) {
    const path = ["/livez", ...ROUTES.filter((route) => route !== "/numbers")][i % ROUTES.length];
    const requests = get(path).repeat(1000);
    const send = () => {
      while (socket.writable && socket.write(requests));
    };
    socket.resume().on("drain", send);
    send();
  },
  bombing(socket, i) {
    const bomb = BOMBS[i % BOMBS.length];
    socket.resume().write(post(bomb.length, "Content-Encoding: gzip"));
    socket.write(bomb);
    leaveAfter(socket, 5000);
  },
};

const opened = { idle: 0, posting: 0, reading: 0, pipelining: 0, bombing: 0 };
let addresses = 0;

function attack(kind, i) {
  // One address has too few ports for all.
  addresses += 1;
  const localAddress = `127.0.1.${1 + (addresses % 250)}`;
  const socket = connect({ port, host: "127.0.0.1", localAddress }).pause();
  socket.on("error", () => {});
  socket.once("connect", () => {
    opened[kind] += 1;
    WORST[kind](socket, i);
  });
  socket.once("close", () => setTimeout(() => attack(kind, i), 500 + 1500 * Math.random()));
}

/** Connections are opened in steps, as many of each kind as belong to it. */
const STEPS = 100;

process.stdin.resume().once("end", () => {
  process.stdout.write(`${JSON.stringify(opened)}\n`, () => process.exit());
});
for (let step = 0; step < STEPS; step++) {
  for (const [kind, count] of Object.entries(CLIENTS)) {
    const upTo = (at) => Math.ceil((count * share * at) / STEPS);
    for (let i = upTo(step); i < upTo(step + 1); i++) attack(kind, i);
  }
  await sleep(50);
}
