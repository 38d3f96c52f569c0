/** Figures that Linux reports about a running process; null on other systems. */
import { readFileSync } from "node:fs";

/** Clock ticks a second: USER_HZ, a constant on Linux. */
const TICKS_PER_SECOND = 100;

/**
 * The peak of resident memory, in bytes.
 * @param {number} pid
 */
export function peakResidentBytes(pid) {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(pid, "status"))?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

/**
 * User and system time so far, in seconds.
 * @param {number} pid
 */
export function cpuSeconds(pid) {
  // The program's name, in brackets, may hold anything; the fields after it are numbers.
  const fields = read(pid, "stat")
    .replace(/^.*\) /s, "")
    .split(" ");
  const [user, system] = [fields[11], fields[12]];
  return user === undefined || system === undefined
    ? null
    : (Number(user) + Number(system)) / TICKS_PER_SECOND;
}

/**
 * @param {number} pid
 * @param {"status" | "stat"} file
 */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
