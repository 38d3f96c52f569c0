import { readdirSync, readFileSync } from "node:fs";
import type { Server } from "node:net";

export interface DroppedConnectionsOptions {
  readonly onDrop: () => void;
  /** Called at most once a second for each reason, with the number of connections dropped for it since the last call. */
  readonly report: (connections: number, reason: string) => void;
}

const REPORT_MS = 1000;

/** Counts and reports connections that are dropped. @returns to be called for each, with the reason */
export function countDrops({ onDrop, report }: DroppedConnectionsOptions): (reason: string) => void {
  const counts = new Map<string, number>();
  return (reason) => {
    onDrop();
    const count = counts.get(reason) ?? 0;
    counts.set(reason, count + 1);
    if (count > 0) return;
    setTimeout(() => {
      report(counts.get(reason) ?? 0, reason);
      counts.delete(reason);
    }, REPORT_MS);
  };
}

export interface FileBoundOptions {
  /** The server whose clients may open as many connections as they like. */
  readonly server: Server;
  /** Servers for few clients. Their connections take half of what is kept free. */
  readonly others: readonly Server[];
  /** Called for each connection that is dropped. */
  readonly drop: (reason: string) => void;
}

/** How many file descriptors are kept for the numbers API, files and other servers; where there are few, a share of them. */
const MAX_KEPT = 128;
const KEPT_SHARE = 1 / 4;

/** How often the limit is read, in milliseconds, because it may be changed while the process runs. */
const LOOK_MS = 1000;

/**
 * Bounds the connections of servers, their `maxConnections`, by the file descriptors of the process. To be called once they listen.
 *
 * Without a descriptor left, libuv accepts connections and closes them, and Node learns nothing of it. The descriptors that are kept free keep a flood of
 * clients from the numbers API and the files, too.
 */
export function boundByFiles({ server, others, drop }: FileBoundOptions): void {
  for (const one of [server, ...others]) {
    one.on("drop", () =>
      drop(`${one.maxConnections} connections are open, as many as the file descriptors allow`),
    );
    one.on("error", (error) => drop(error.message));
  }
  const own = openFiles();
  if (own === undefined) return;
  const look = (): void => {
    const limit = fileLimit();
    if (limit === undefined) return;
    const free = limit - own;
    const kept = Math.min(MAX_KEPT, Math.ceil(free * KEPT_SHARE));
    server.maxConnections = Math.max(1, free - kept);
    for (const one of others) one.maxConnections = Math.max(1, Math.floor(kept / (2 * others.length)));
  };
  look();
  setInterval(look, LOOK_MS).unref();
}

/** How many file descriptors the process has open. @returns undefined where the system does not say, as outside of Linux */
function openFiles(): number | undefined {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return undefined;
  }
}

/** How many the process may have open. @returns undefined where there is no limit, or the system does not say */
function fileLimit(): number | undefined {
  try {
    const [, limit] = /^Max open files +(\d+)/m.exec(readFileSync("/proc/self/limits", "latin1")) ?? [];
    return limit === undefined ? undefined : Number(limit);
  } catch {
    return undefined;
  }
}
