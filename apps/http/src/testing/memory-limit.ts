/** A limit of memory that the kernel enforces: a control group of Linux, in its second version or its first. */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface MemoryLimit {
  /** A command that runs its arguments under the limit. */
  readonly under: readonly string[];
  /** The most memory used so far, in bytes, including the kernel's for the processes. */
  peakBytes(): number;
  /** How many processes were killed for want of memory. */
  killed(): number;
  remove(): void;
}

interface Version {
  /** The folder in which groups are made. */
  readonly root: string;
  readonly limit: string;
  readonly peak: string;
  readonly events: string;
}

const VERSIONS: readonly Version[] = [
  { root: "/sys/fs/cgroup", limit: "memory.max", peak: "memory.peak", events: "memory.events" },
  {
    root: "/sys/fs/cgroup/memory",
    limit: "memory.limit_in_bytes",
    peak: "memory.max_usage_in_bytes",
    events: "memory.oom_control",
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

function limitOf(group: string, { limit, peak, events }: Version, bytes: number): MemoryLimit {
  writeFileSync(join(group, limit), String(bytes));
  const read = (file: string): string => readFileSync(join(group, file), "utf8");
  return {
    under: ["sh", "-c", 'echo $$ > "$0" && exec "$@"', join(group, "cgroup.procs")],
    peakBytes: () => Number(read(peak)),
    killed: () => Number(/^oom_kill (\d+)$/m.exec(read(events))?.[1]),
    remove: () => rmdirSync(group),
  };
}
