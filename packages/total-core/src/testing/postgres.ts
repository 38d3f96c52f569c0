/** A PostgreSQL server of its own, of the newest version that Debian's packages have put on this machine. */
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const VERSIONS = "/usr/lib/postgresql";

/** The folder of its programs; undefined where it is not installed. */
export const POSTGRES_PROGRAMS: string | undefined = (existsSync(VERSIONS) ? readdirSync(VERSIONS) : [])
  .toSorted((a, b) => Number(b) - Number(a))
  .map((version) => join(VERSIONS, version, "bin"))
  .find((folder) => existsSync(join(folder, "initdb")));

export interface Postgres {
  /** The variables by which clients find it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): void;
}

/** Starts it on a socket in a folder of its own: it listens on no port. */
export function startedPostgres(programs: string): Postgres {
  const folder = mkdtempSync(join(tmpdir(), "dlg-postgres-"));
  const data = join(folder, "data");
  const owner = ownerIds();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const run = (program: string, ...args: string[]): void => {
    // The server keeps what it inherits open for as long as it runs.
    execFileSync(join(programs, program), args, { ...owner, cwd: folder, stdio: "ignore" });
  };
  run("initdb", "--pgdata", data, "--username", "dlg", "--auth", "trust", "--no-sync");
  const settings = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off`;
  run("pg_ctl", "--pgdata", data, "--wait", "--log", join(folder, "log"), "--options", settings, "start");
  return {
    env: { PGHOST: folder, PGUSER: "dlg", PGDATABASE: "postgres" },
    stop() {
      run("pg_ctl", "--pgdata", data, "--wait", "--mode", "immediate", "stop");
      rmSync(folder, { recursive: true });
    },
  };
}

/** PostgreSQL refuses to run as root; Debian's package makes a user for it. */
function ownerIds(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return { uid: postgresId("-u"), gid: postgresId("-g") };
}

function postgresId(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
}
