/** `node bench/without-sockets.js [CONNECTIONS]`: the processor time of a request beside bare Hono's, without what the kernel takes. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROUNDS = 5;
const [, , connections = "50"] = process.argv;
const contenders = [
  { name: "bare Hono", script: "hello.js", path: "/" },
  { name: "dlg", script: "../dist/main.js", path: "/total" },
].map((contender) => ({ ...contender, times: /** @type {number[]} */ ([]) }));

for (let round = 0; round < ROUNDS; round++) {
  for (const { script, path, times } of contenders) {
    const [preload, service] = ["in-memory.js", script].map((file) =>
      fileURLToPath(new URL(file, import.meta.url)),
    );
    const env = {
      ...process.env,
      HOST: "127.0.0.1",
      PORT: "0",
      NUMBERS_COUNT: "1000",
      NUMBERS_DELAY_MS: "0",
      REQUEST_PATH: path,
      CONNECTIONS: connections,
    };
    const { output } = spawnSync(process.execPath, ["--import", String(preload), String(service)], {
      env,
      stdio: ["ignore", "ignore", "inherit", "pipe"],
    });
    times.push(Number(output[3]));
  }
}
for (const { name, times } of contenders) {
  const median = times.toSorted((a, b) => a - b)[ROUNDS >> 1];
  console.log(`${name}: ${median?.toFixed(1)} µs a request`);
}
