/** The memory that the built service holds for clients that ask for much and read nothing. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, expect, test } from "vitest";
import { gauge, LITTLE_GARBAGE, MB, peakBytes, residentBytes } from "../src/testing/footprint.js";
import { ask, endServices, startService, type Service } from "../src/testing/service.js";

const sockets: Socket[] = [];
const leaveAll = (): void => {
  for (const socket of sockets.splice(0)) socket.destroy();
};
afterEach(leaveAll);
afterAll(endServices);

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: dlg.test\r\n\r\n`;

/** Asks, and never reads. */
async function askOnly(service: Service, bytes: string): Promise<void> {
  const socket = connect(service.port, "127.0.0.1").pause();
  sockets.push(socket.on("error", () => {}));
  await once(socket, "connect");
  socket.write(bytes);
}

/** Starts a service and asks for the path until its memory has its usual size. @returns the size */
async function warmService(path: string): Promise<{ readonly service: Service; readonly before: number }> {
  const service = await startService({ ...LITTLE_GARBAGE, NUMBERS_COUNT: "1000000" });
  for (let times = 0; times < 20; times++) await ask(`${service.url}${path}`);
  return { service, before: await residentBytes(service) };
}

/** Waits until the service neither begins nor ends a request, except the ones asked here. */
async function standsStill(service: Service): Promise<void> {
  const ended = () => gauge(service, "http_server_request_duration_seconds_count");
  for (let before = await ended(), now; ; before = now) {
    await setTimeout(1000);
    now = await ended();
    if (now === before + 1) return;
  }
}

const READERS = 1000;
/** The kernel takes 4 MB of a connection; only more than that waits in the service. */
const ANSWERS_EACH = 4;

test.each(["/docs", "/openapi.json", "/metrics", "/numbers", "/total"])(
  `${READERS} clients that do not read %s take no more than 100 KB each`,
  async (path) => {
    const { service, before } = await warmService(path);
    await Promise.all(
      Array.from({ length: READERS }, () => askOnly(service, get(path).repeat(ANSWERS_EACH))),
    );
    await standsStill(service);
    expect(peakBytes(service) - before).toBeLessThan(READERS * 0.1 * MB);
  },
);

const READ_BYTES = 65_536;

test.each(["/", "/docs", "/openapi.json", "/metrics", "/numbers", "/livez"])(
  "20 clients that send %s 64 KiB of requests at once, and do not read, take no more than 5 MB each",
  async (path) => {
    const { service, before } = await warmService(path);
    const requests = get(path).repeat(Math.floor(READ_BYTES / get(path).length));
    await Promise.all(Array.from({ length: 20 }, () => askOnly(service, requests)));
    await standsStill(service);
    expect(peakBytes(service) - before).toBeLessThan(20 * 5 * MB);
  },
);
