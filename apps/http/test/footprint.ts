/** What a running service holds on to. */
import { readFileSync } from "node:fs";
import { samplesOf } from "../src/telemetry/testing.js";
import { ask, type Service } from "./service.js";

export const MB = 1e6;

/** A value of its metrics, as the service tells it. */
export async function gauge({ url }: Service, name: string): Promise<number> {
  const { text } = await ask(`${url}/metrics`);
  return samplesOf(text).find((sample) => sample.name === name)?.value ?? Number.NaN;
}

export const residentBytes = (service: Service): Promise<number> =>
  gauge(service, "process_resident_memory_bytes");

/** Its files and sockets, that of the question among them. */
export const openFiles = (service: Service): Promise<number> => gauge(service, "process_open_fds");

/** The most memory that it has taken so far. */
export function peakBytes({ pid }: Service): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return 1024 * Number(kilobytes);
}
