/**
 * Loaded before a service, it sends requests to it over connections in memory as soon as it listens, writes the processor time of each in µs
 * to file descriptor 3, and ends the process. `REQUEST_PATH`, `CONNECTIONS` and `REQUESTS` are variables of the environment.
 *
 * Without the kernel, and without a client that takes its own time, changes of a fiftieth show even on a busy machine.
 */
import { writeSync } from "node:fs";
import { Server } from "node:net";
import { Duplex } from "node:stream";

const { REQUEST_PATH = "/", CONNECTIONS = "50", REQUESTS = "100000" } = process.env;
const REQUEST = Buffer.from(`GET ${REQUEST_PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
const WARM_UP = Number(REQUESTS) / 2;

/** The times of so many requests, a few of each connection, are taken together. The lowest tenth of them had no other process in between. */
const WINDOW = 4 * Number(CONNECTIONS);

let ready = /** @type {Connection[]} */ ([]);

/** The members of a socket that a server uses. An answer is one write. */
class Connection extends Duplex {
  remoteAddress = "127.0.0.1";

  /** @override */
  _read() {}

  /**
   * @override
   * @param {unknown} _chunk
   * @param {string} _encoding
   * @param {() => void} callback
   */
  _write(_chunk, _encoding, callback) {
    this._writev([], callback);
  }

  /**
   * @override
   * @param {unknown[]} _chunks
   * @param {() => void} callback
   */
  _writev(_chunks, callback) {
    ready.push(this);
    callback();
  }

  setTimeout() {
    return this;
  }
}

/** @param {Server} server */
function load(server) {
  ready = Array.from({ length: Number(CONNECTIONS) }, () => new Connection({ decodeStrings: false }));
  for (const connection of ready) server.emit("connection", connection);
  const windows = /** @type {number[]} */ ([]);
  let sent = 0;
  let before = process.cpuUsage();
  const turn = () => {
    const now = ready;
    ready = [];
    for (const connection of now) {
      connection.push(REQUEST);
      sent += 1;
      if (sent % WINDOW !== 0) continue;
      const { user, system } = process.cpuUsage(before);
      before = process.cpuUsage();
      if (sent > WARM_UP) windows.push((user + system) / WINDOW);
    }
    if (sent < Number(REQUESTS)) setImmediate(turn);
    else {
      windows.sort((a, b) => a - b);
      writeSync(3, String(windows[Math.floor(windows.length / 10)]));
      process.exit();
    }
  };
  turn();
}

const { listen } = Server.prototype;
Object.defineProperty(Server.prototype, "listen", {
  /**
   * @this {Server}
   * @param {Parameters<typeof listen>} args
   */
  value(...args) {
    this.once("listening", () => setImmediate(load, this));
    return listen.apply(this, args);
  },
});
