import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.js";

const isThere = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;

/** Its daemons run as root. */
export const hasSlurm: boolean =
  process.getuid?.() === 0 && ["slurmctld", "slurmd", "munged", "sbatch"].every(isThere);

export interface Slurm {
  /** For `sbatch` and the like. */
  readonly env: Readonly<Record<string, string>>;
  end(): Promise<void>;
}

/** A cluster of one node on the loopback address. @param folder for all that it writes */
export async function startSlurm(folder: string): Promise<Slurm> {
  for (const name of ["state", "spool"]) mkdirSync(join(folder, name), { recursive: true });
  const configuration = join(folder, "slurm.conf");
  const socket = join(folder, "munge.socket");
  writeFileSync(join(folder, "munge.key"), randomBytes(128), { mode: 0o600 });
  writeFileSync(configuration, configurationOf(folder, socket, [await freePort(), await freePort()]));
  const daemons: ChildProcess[] = [];
  const begin = (program: string, args: readonly string[]) =>
    daemons.push(spawn(program, args, { stdio: "ignore" }));
  // The folders above may belong to others than root, which munged would refuse.
  begin("munged", ["--foreground", "--force", ...mungeFiles(folder, socket)]);
  const env = { SLURM_CONF: configuration };
  const end = async () => {
    for (const daemon of daemons.toReversed()) await ended(daemon);
  };
  try {
    await until("munged", () => spawnSync("munge", ["--socket", socket, "--no-input"]).status === 0);
    begin("slurmctld", ["-D", "-c", "-f", configuration]);
    begin("slurmd", ["-D", "-f", configuration, "-N", "localhost"]);
    const options = { env: { ...process.env, ...env }, encoding: "utf8", timeout: 5000 } as const;
    await until("an idle node", () => {
      return /idle/.test(spawnSync("sinfo", ["--noheader", "--format=%T"], options).stdout);
    });
  } catch (error) {
    await end();
    throw error;
  }
  return { env, end };
}

function mungeFiles(folder: string, socket: string): readonly string[] {
  const files = {
    "key-file": "munge.key",
    "pid-file": "munge.pid",
    "seed-file": "munge.seed",
    "log-file": "munge.log",
  };
  const options = Object.entries(files).map(([option, name]) => `--${option}=${join(folder, name)}`);
  return [`--socket=${socket}`, ...options];
}

function configurationOf(folder: string, socket: string, [control, daemon]: readonly number[]): string {
  return `ClusterName=test
SlurmctldHost=localhost
SlurmctldPort=${control}
SlurmdPort=${daemon}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=${socket}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.log
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_interval=2,sched_min_interval=10000
MpiDefault=none
ReturnToService=2
NodeName=localhost NodeAddr=127.0.0.1 CPUs=4 RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=localhost Default=YES MaxTime=INFINITE State=UP
`;
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (isSo()) return;
    await sleep(200);
  }
  throw new Error(`slurm: expected ${what} within a minute, got none`);
}

async function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const exit = once(daemon, "exit");
  daemon.kill("SIGTERM");
  const bound = new AbortController();
  await Promise.race([exit, sleep(10_000, undefined, { signal: bound.signal }).catch(() => {})]);
  bound.abort();
  daemon.kill("SIGKILL");
}
