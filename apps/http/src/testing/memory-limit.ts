/** A limit of memory that the kernel enforces: a control group of Linux, in its second version or its first. */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface MemoryLimit {
  /** A command that runs its arguments under the limit. */
  readonly under: readonly string[];
  /** The most memory used so far, in bytes, including the kernel's for the processes. */
  peakBytes(): number;
  /** The memory used now, in bytes. */
  usedBytes(): number;
  /** The most that sockets held at a time, in bytes. The second version counts that among all other memory, and not apart: there it is 0. */
  peakSocketBytes(): number;
  /** How many processes were killed for want of memory. */
  killed(): number;
  remove(): void;
}

interface Version {
  /** The folder in which groups are made. */
  readonly root: string;
  readonly limit: string;
  readonly used: string;
  readonly peak: string;
  /** Counts only where it has a limit. */
  readonly sockets?: { readonly limit: string; readonly peak: string };
  readonly events: string;
}

const VERSIONS: readonly Version[] = [
  {
    root: "/sys/fs/cgroup",
    limit: "memory.max",
    used: "memory.current",
    peak: "memory.peak",
    events: "memory.events",
  },
  {
    root: "/sys/fs/cgroup/memory",
    limit: "memory.limit_in_bytes",
    used: "memory.usage_in_bytes",
    peak: "memory.max_usage_in_bytes",
    events: "memory.oom_control",
    sockets: { limit: "memory.kmem.tcp.limit_in_bytes", peak: "memory.kmem.tcp.max_usage_in_bytes" },
  },
];

/** Undefined where no group can be made: without Linux, or without the right to. */
export function limitMemory(bytes: number): MemoryLimit | undefined {
  for (const version of VERSIONS) {
    const group = join(version.root, `dlg-test-${process.pid}`);
    try {
      mkdirSync(group);
    } catch {
      continue;
    }
    if (existsSync(join(group, version.limit))) return limitOf(group, version, bytes);
    rmdirSync(group);
  }
  return undefined;
}

/** In bytes. */
const NO_LIMIT = 2 ** 40;

function limitOf(group: string, version: Version, bytes: number): MemoryLimit {
  const { limit, used, peak, sockets, events } = version;
  writeFileSync(join(group, limit), String(bytes));
  if (sockets !== undefined) writeFileSync(join(group, sockets.limit), String(NO_LIMIT));
  const read = (file: string): string => readFileSync(join(group, file), "utf8");
  return {
    under: ["sh", "-c", 'echo $$ > "$0" && exec "$@"', join(group, "cgroup.procs")],
    peakBytes: () => Number(read(peak)),
    usedBytes: () => Number(read(used)),
    peakSocketBytes: () => (sockets === undefined ? 0 : Number(read(sockets.peak))),
    killed: () => Number(/^oom_kill (\d+)$/m.exec(read(events))?.[1]),
    remove: () => rmdirSync(group),
  };
}
