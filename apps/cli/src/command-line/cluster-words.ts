import { isRedisAddress } from "../cluster/redis.js";

/**
 * The words behind `dlg`, with the value of `--cluster` tied to it. It may have none, and commander would take a source for it.
 */
export function withClusterTied(args: readonly string[]): string[] {
  const end = args.indexOf("--");
  return args.flatMap((word, i) => {
    const isBehindEnd = end >= 0 && i > end;
    if (isBehindEnd) return [word];
    const next = args[i + 1] ?? "";
    if (word === "--cluster") return [isRedisAddress(next) ? `--cluster=${next}` : "--cluster="];
    return args[i - 1] === "--cluster" && isRedisAddress(word) ? [] : [word];
  });
}
