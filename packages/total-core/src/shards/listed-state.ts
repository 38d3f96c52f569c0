/** Whether a source is still what was listed. */
import type { BigIntStats } from "node:fs";
import { TotalError } from "../contract/errors.js";
import type { ListedSource } from "./shard.js";

/** The size and version of a file. */
export function stateOfFile({
  size,
  mtimeNs,
}: Pick<BigIntStats, "size" | "mtimeNs">): Omit<ListedSource, "source"> {
  return { size: Number(size), version: String(mtimeNs) };
}

/** @throws TotalError SOURCE_CHANGED where it is another one */
export function checkListed(
  { source, size, version }: ListedSource,
  now: Omit<ListedSource, "source">,
): void {
  if (now.size === size && now.version === version) return;
  const [expected, got] =
    now.size === size ? [`version ${version}, as it was listed`, `${now.version}`] : sizes(size, now.size);
  throw new TotalError("SOURCE_CHANGED", { place: { source }, expected, got });
}

function sizes(listed: number | null, now: number | null): [string, string] {
  return [`${listed ?? "an unknown number of"} bytes, as it was listed`, `${now ?? "an unknown number"}`];
}
