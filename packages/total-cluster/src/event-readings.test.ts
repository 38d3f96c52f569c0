import { expect, test } from "vitest";
import { EventReadings } from "./event-readings.js";
import { hasRedis, startRedis } from "./testing/redis.js";

/** It needs redis-server: on a machine without it, it is skipped. */
test.skipIf(!hasRedis)("the connection that BullMQ makes like it pauses before readings alone", async () => {
  const server = await startRedis();
  const { hostname, port } = new URL(server.address);
  let pauses = 0;
  const pauseMs = () => (pauses++ === 0 ? 1 : 0);
  const given = new EventReadings({ host: hostname, port: Number(port) }, pauseMs);
  const redis = given.duplicate();
  await redis.xadd("events", "1-0", "jobId", "7");
  for (let reading = 0; reading < 2; reading++) {
    expect(await redis.xread("STREAMS", "events", "0-0")).toEqual([["events", [["1-0", ["jobId", "7"]]]]]);
  }
  expect(pauses).toBe(2);
  redis.disconnect();
  given.disconnect();
  await server.end();
});
