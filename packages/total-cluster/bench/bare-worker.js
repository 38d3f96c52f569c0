/** `node bare-worker.js REDIS QUEUE`: a worker of BullMQ that does nothing, with as many jobs at once as `dlg worker`. */
import { Worker } from "bullmq";
import { Redis } from "ioredis";

const [, , redis = "", queue = ""] = process.argv;
const connection = new Redis(redis, { maxRetriesPerRequest: null });
const worker = new Worker(queue, async () => {}, { connection, concurrency: 4 });
worker.on("error", () => process.exit(1));
