/** The memory, files and other resources that a running service holds. */
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { ask, type Service } from "./service.js";
import { samplesOf } from "./telemetry.js";

export const MB = 1e6;

/**
 * Environment of a service whose memory is watched. On a machine with much memory, V8 (of Node 24) lets unswept garbage grow to 130 MB over
 * minutes, which would hide a leak. In a container of 256 MB the garbage is 2 MB.
 */
export const LITTLE_GARBAGE = { NODE_OPTIONS: "--max-semi-space-size=4" };

/** The sum of a metric over all labels. */
export async function gauge({ url }: Service, name: string): Promise<number> {
  const { text } = await ask(`${url}/metrics`);
  const values = samplesOf(text).filter((sample) => sample.name === name);
  return values.length === 0 ? Number.NaN : values.reduce((sum, { value }) => sum + value, 0);
}

export const residentBytes = (service: Service): Promise<number> =>
  gauge(service, "process_resident_memory_bytes");

const LOOKS = 20;
const LOOK_MS = 500;

/** The median of the service's memory over the last ten seconds of some work, because a single look depends on the garbage collector. */
export async function residentBytesDuring(service: Service, work: Promise<unknown>): Promise<number> {
  const controller = new AbortController();
  const looks: number[] = [];
  const looking = (async () => {
    while (!controller.signal.aborted) {
      looks.push(await residentBytes(service));
      await setTimeout(LOOK_MS, undefined, { signal: controller.signal }).catch(() => {});
    }
  })();
  await work.finally(() => controller.abort());
  await looking;
  const last = looks.slice(-LOOKS).toSorted((a, b) => a - b);
  return last[last.length >> 1]!;
}

/** The handles that the event loop waits for, this request's among them. */
export const activeHandles = (service: Service): Promise<number> => gauge(service, "nodejs_active_handles");

/** The open files and sockets, this request's among them. */
export const openFiles = (service: Service): Promise<number> => gauge(service, "process_open_fds");

/** The most memory that the service has taken so far. */
export function peakBytes({ pid }: Service): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return 1024 * Number(kilobytes);
}
