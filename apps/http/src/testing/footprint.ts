/** What a running service holds on to. */
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { samplesOf } from "./telemetry.js";
import { ask, type Service } from "./service.js";

export const MB = 1e6;

/**
 * For the environment of a service whose memory is watched. On a machine that has plenty, V8 (of Node 24) lets what it has not looked through
 * grow to 130 MB, and takes minutes for it, which would hide what is kept. In a container of 256 MB it takes 2.
 */
export const LITTLE_GARBAGE = { NODE_OPTIONS: "--max-semi-space-size=4" };

/** Of its metrics, over all labels, as the service tells it. */
export async function gauge({ url }: Service, name: string): Promise<number> {
  const { text } = await ask(`${url}/metrics`);
  const values = samplesOf(text).filter((sample) => sample.name === name);
  return values.length === 0 ? Number.NaN : values.reduce((sum, { value }) => sum + value, 0);
}

export const residentBytes = (service: Service): Promise<number> =>
  gauge(service, "process_resident_memory_bytes");

const LOOKS = 20;
const LOOK_MS = 500;

/** The median of its memory in the last ten seconds of some work: one look alone sees what the garbage collector has left just then. */
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

/** Its sockets and what else the loop waits for, the question among them. */
export const activeHandles = (service: Service): Promise<number> => gauge(service, "nodejs_active_handles");

/** Its files and sockets, that of the question among them. */
export const openFiles = (service: Service): Promise<number> => gauge(service, "process_open_fds");

/** The most memory that it has taken so far. */
export function peakBytes({ pid }: Service): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return 1024 * Number(kilobytes);
}
