import { expect, test } from "vitest";
import { connect } from "./connection.js";
import { hasRedis, startRedis } from "./testing/redis.js";

/** It needs redis-server: on a machine without it, it is skipped. */
test.skipIf(!hasRedis)("commands of one turn of the event loop reach Redis in one read", async () => {
  const server = await startRedis();
  const redis = await connect(server.address, 0);
  const reads = async () => Number(/total_reads_processed:(\d+)/.exec(await redis.info("stats"))![1]);
  const before = await reads();
  await Promise.all(Array.from({ length: 100 }, () => redis.ping()));
  // The second question is a read, too.
  expect((await reads()) - before).toBeLessThanOrEqual(3);
  redis.disconnect();
  await server.end();
});
