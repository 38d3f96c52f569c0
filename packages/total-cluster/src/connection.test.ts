import { expect, test } from "vitest";
import { connect, GatheringRedis } from "./connection.js";
import { hasRedis, startRedis } from "./testing/redis.js";

/** It needs redis-server: on a machine without it, it is skipped. */
test.skipIf(!hasRedis)("commands of one turn of the event loop reach Redis in a few reads", async () => {
  const server = await startRedis();
  const redis = await connect(server.address, 0, GatheringRedis);
  const reads = async () => Number(/total_reads_processed:(\d+)/.exec(await redis.info("stats"))![1]);
  const before = await reads();
  await Promise.all(Array.from({ length: 100 }, () => redis.ping()));
  // The second question is a read, too.
  expect((await reads()) - before).toBeLessThanOrEqual(3);
  redis.disconnect();
  await server.end();
});
