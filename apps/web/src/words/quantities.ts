/** Quantities as people read them. */

const counting = new Intl.NumberFormat("en");

/** `1 number`, `10,000,001 numbers` */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${counting.format(count)} ${count === 1 ? one : several}`;
}

/** Decimal units, as disks and networks are sold: `79.1 MB`. */
export function byteSize(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let power = 0;
  let size = bytes;
  while (size >= 999.5 && power < units.length - 1) {
    size /= 1000;
    power++;
  }
  return `${power === 0 || size >= 99.95 ? Math.round(size) : size.toFixed(1)} ${units[power]}`;
}

/** `40 ms`, `1.2 s`, `3 min 20 s` */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.max(1, Math.round(ms))} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `480 MB/s`; none for what was too short to measure, or too little to be a matter of speed. */
export function rate(bytes: number, ms: number): string | undefined {
  return ms < 50 || bytes < 1e6 ? undefined : `${byteSize((bytes / ms) * 1000)}/s`;
}
