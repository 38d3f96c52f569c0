/** Clients of the built service that do not read their answers. */
import { connect } from "node:net";
import { afterAll, expect, test } from "vitest";
import { ask, endServices, startService } from "../src/testing/service.js";

afterAll(endServices);

test("a reader that stops is cut, and one that reads gets all there is", async () => {
  const service = await startService({ ANSWER_TIMEOUT_MS: "500" });
  const silent = connect(service.port, "127.0.0.1").pause();
  silent.write("GET /numbers HTTP/1.1\r\nHost: a\r\n\r\n");
  expect(await service.logged("cut connections")).toMatchObject({ level: "warn", connections: 1 });
  let received = 0;
  // Some Node versions report the reset, others an end.
  silent.on("data", (piece) => (received += piece.length)).on("error", () => {});
  await new Promise((resolve) => silent.on("close", resolve).resume());

  const { headers, text } = await ask(`${service.url}/numbers`);
  expect(text.length).toBe(Number(headers["content-length"]));
  expect(received).toBeLessThan(text.length);
  expect(service.log.filter(({ msg }) => msg.startsWith("cut"))).toHaveLength(1);
});
