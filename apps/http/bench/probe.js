/**
 * `node probe.js ORIGIN PATH MS`: asks again and again on one connection, in a process of its own so that nothing else delays
 * it, and prints the times to each answer as a JSON array of milliseconds.
 */
import { connect } from "node:net";

/** The pause between an answer and the next request, in milliseconds. */
const PAUSE_MS = 2;

const [origin = "", path = "", durationMs = ""] = process.argv.slice(2);
const { hostname, port, host } = new URL(origin);
const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
const times = /** @type {number[]} */ ([]);
const end = performance.now() + Number(durationMs);
let asked = 0;

const socket = connect(Number(port), hostname, ask);
// A small answer comes in one piece.
socket.setNoDelay(true).on("data", (bytes) => {
  times.push(performance.now() - asked);
  if (!bytes.toString("latin1", 0, 12).endsWith(" 200"))
    throw new Error(`${path}: expected 200, got ${bytes.toString("latin1", 0, 40)}`);
  if (performance.now() < end) setTimeout(ask, PAUSE_MS);
  else socket.end(() => console.log(JSON.stringify(times)));
});

function ask() {
  asked = performance.now();
  socket.write(request);
}
