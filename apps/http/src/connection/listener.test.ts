/** The end of a listener, over real sockets. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createGate } from "./gate.js";
import { BACKLOG, closeListener } from "./listener.js";

let server: Server;
afterEach(() => server.closeAllConnections());

const NEVER_MS = 2 ** 31 - 1;

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ family }) => family === "IPv6"),
);
const HOSTS = ["127.0.0.1", "0.0.0.0", ...(hasIpv6 ? ["::", "::1"] : [])];

/** A server that answers with whether it listens. */
async function scene(host = "127.0.0.1") {
  const gate = createGate();
  server = createServer(gate.behind((_, answer) => answer.end(`${server.listening};`)));
  server.listen({ port: 0, host, backlog: BACKLOG });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  return { gate, port, closed };
}

/** @returns the end of the answer, or the code of the error */
async function outcome(port: number): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  let received = "";
  try {
    for await (const piece of socket.setEncoding("latin1")) received += piece as string;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
  return received.split("\r\n").at(-1) ?? "";
}

test("connections that wait to be accepted are served, after the listener is closed", async () => {
  const { gate, port, closed } = await scene();
  const outcomes = Array.from({ length: 50 }, () => outcome(port));
  // By then the kernel has them all, and Node none.
  await new Promise<void>((resolve) => process.nextTick(resolve));
  closeListener(server, { gate, maxWaitMs: NEVER_MS, closed: () => {} });
  expect(await Promise.all(outcomes)).toEqual(Array.from({ length: 50 }, () => "false;"));
  await closed;
  expect(await outcome(port)).toBe("ECONNREFUSED");
});

test.skipIf(process.platform !== "linux")(
  "a connection that comes after a turn which has accepted nothing is served too",
  async () => {
    const { gate, port, closed } = await scene();
    const outcomes: Promise<string>[] = [];
    let hasAccepted = false;
    server.on("connection", () => (hasAccepted = true));
    // Runs in each turn before the listener's own look.
    const come = (): void => {
      if (!hasAccepted) outcomes.push(outcome(port));
      hasAccepted = false;
      if (outcomes.length < 20) setImmediate(come);
    };
    setImmediate(come);
    closeListener(server, { gate, maxWaitMs: NEVER_MS, closed: () => {} });
    await closed;
    expect(await Promise.all(outcomes)).toEqual(Array.from({ length: 20 }, () => "false;"));
  },
);

describe("it closes", () => {
  test.each(HOSTS)("on %s", async (host) => {
    const { gate, closed } = await scene(host);
    closeListener(server, { gate, maxWaitMs: NEVER_MS, closed: () => {} });
    await closed;
    expect(server.listening).toBe(false);
  });

  test("after the longest time, whatever comes", async () => {
    const { gate, port } = await scene();
    const come = (): void => {
      void outcome(port);
      if (server.listening) setImmediate(come);
    };
    come();
    closeListener(server, { gate, maxWaitMs: 1, closed: () => {} });
    await expect.poll(() => server.listening).toBe(false);
  });

  test("where it has not begun to listen yet", async () => {
    const gate = createGate();
    server = createServer();
    const closed = vi.fn<() => void>();
    closeListener(server, { gate, maxWaitMs: NEVER_MS, closed });
    await expect.poll(() => closed.mock.calls.length).toBe(1);
  });
});

test("connections that are kept stay open", async () => {
  const { gate, port } = await scene();
  const kept = connect(port, "127.0.0.1").setEncoding("latin1");
  const ask = async (): Promise<string> => {
    kept.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const [answer] = (await once(kept, "data")) as [string];
    return answer;
  };
  expect(await ask()).toContain("true;");
  closeListener(server, { gate, maxWaitMs: NEVER_MS, closed: () => {} });
  await expect.poll(() => server.listening, { interval: 1 }).toBe(false);
  expect(await ask()).toContain("false;");
});
