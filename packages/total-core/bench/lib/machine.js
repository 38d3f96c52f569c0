import { execFileSync } from "node:child_process";
import { arch, cpus, loadavg, platform, totalmem } from "node:os";

/** `2 × Intel(R) Xeon(R) Processor, 23 GiB, linux x64, Node 20.20.2, commit 142daa9, 2026-11-24, load 0.15` */
export function machineLine() {
  const cores = cpus();
  return [
    `${cores.length} × ${cores[0]?.model.trim() ?? "unknown processor"}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${platform()} ${arch()}`,
    `Node ${process.versions.node}`,
    `commit ${commit()}`,
    new Date().toISOString().slice(0, 10),
    `load ${(loadavg()[0] ?? 0).toFixed(2)}`,
  ].join(", ");
}

function commit() {
  try {
    const at = git("rev-parse", "--short", "HEAD");
    // The results that an earlier bench wrote are no change.
    const changed = git(
      "status",
      "--porcelain",
      "--untracked-files=no",
      "--",
      ":/",
      ":(top,exclude)**/bench/results.json",
    );
    return changed === "" ? at : `${at} with changes`;
  } catch {
    return "unknown";
  }
}

/** @param {string[]} args */
function git(...args) {
  return execFileSync("git", args, {
    cwd: import.meta.dirname,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}
