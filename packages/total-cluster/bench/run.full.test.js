import { expect, test } from "vitest";

import { smokeRun } from "../../total-core/bench/lib/smoke.js";
import { noNginx, noRedis } from "./servers.js";

/** It needs redis-server and nginx: on a machine without them, it is skipped. */
test.skipIf(noRedis !== null || noNginx !== null)(
  "the cluster bench runs, and every total of ours is right",
  async () => {
    const { rows } = await smokeRun(import.meta.dirname);
    expect(rows).toHaveLength(7);
    for (const { id, contenders } of rows) {
      expect([id, contenders.find(({ name }) => name === "dlg")?.correct]).toEqual([id, true]);
    }
  },
);
