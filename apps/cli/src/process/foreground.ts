import { readFileSync } from "node:fs";

/** Groups of processes: this one's, and the one in the foreground of its terminal; below 0 where no terminal controls it. */
export interface Groups {
  readonly own: number;
  readonly foreground: number;
}

/**
 * Whether this process is in the foreground of its terminal. Behind `&`, or stopped and sent on by `bg`, what it draws would stand over the shell's
 * prompt. It may change at any moment. Where nothing tells, it is.
 */
export function isInForeground(): boolean {
  const { own, foreground } = groups() ?? { own: 0, foreground: 0 };
  return foreground < 0 || own === foreground;
}

/** Node has no `tcgetpgrp`. */
function groups(): Groups | undefined {
  try {
    if (process.platform === "linux") return groupsFromStat(readFileSync("/proc/self/stat", "latin1"));
    return process.platform === "win32" ? undefined : groupsFromPs();
  } catch {
    return undefined;
  }
}

/** Fields 5 and 8 of proc_pid_stat(5). Field 2, the program's name in brackets, may hold spaces and brackets. */
export function groupsFromStat(stat: string): Groups {
  const [, , own, , , foreground] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { own: Number(own), foreground: Number(foreground) };
}

const ASK_AGAIN_SECONDS = 1;
let asked: { readonly at: number; readonly groups: Groups } | undefined;

/** Elsewhere a program has to be asked, which takes some milliseconds: once a second. */
function groupsFromPs(): Groups {
  const now = process.uptime();
  if (asked === undefined || now - asked.at >= ASK_AGAIN_SECONDS) {
    // Not imported: the bundle has no such module, which commander would load at each start.
    const { execFileSync } = process.getBuiltinModule("node:child_process");
    const stdio: ["ignore", "pipe", "ignore"] = ["ignore", "pipe", "ignore"];
    const columns = ["-o", "pgid=", "-o", "tpgid=", "-p", String(process.pid)];
    asked = { at: now, groups: groupsFromColumns(execFileSync("ps", columns, { encoding: "utf8", stdio })) };
  }
  return asked.groups;
}

/** @param line as `ps` prints it: ` 4711  4711` */
export function groupsFromColumns(line: string): Groups {
  const [own, foreground] = line.trim().split(/\s+/);
  return { own: Number(own), foreground: Number(foreground) };
}
