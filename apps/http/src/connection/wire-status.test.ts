import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createHttpServer } from "../server.js";
import { createGate } from "./gate.js";
import { statusOnWire } from "./wire-status.js";

test("an answer to a connection that is closed already has no status on the wire", async () => {
  const server = createHttpServer({
    fetch(_request, { incoming }) {
      incoming?.socket.destroy();
      return new Response("late", { headers: {} });
    },
    headersTimeoutMs: 10_000,
    maxUnreadBytes: 0,
    isDraining: () => false,
    onCut() {},
    onRefusedHead: () => "r-1",
    gate: createGate(),
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const status = new Promise((resolve) => {
    server.prependListener("request", (_incoming, outgoing) => {
      outgoing.on("close", () => resolve({ written: outgoing.statusCode, onWire: statusOnWire(outgoing) }));
    });
  });
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => {});
  socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  expect(await status).toEqual({ written: 200, onWire: undefined });
});
