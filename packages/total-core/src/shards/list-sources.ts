import { setMaxListeners } from "node:events";
import { optionError } from "../basics/option-values.js";
import { unreadable } from "../node/file-faults.js";
import { exactStatusOfPath } from "../node/open-file.js";
import { requestTo, stateOfAddress } from "./address.js";
import { stateOfFile } from "./listed-state.js";
import type { ListedSource } from "./shard.js";
import type { Reach, ReachOptions } from "./reach.js";
import { isAddress, pathOf } from "./source-name.js";

const AT_ONCE = 64;

/**
 * The size and version of each source, in the order of the sources, as they become known: 64 are asked at a time.
 * @throws TotalError SOURCE_UNAVAILABLE for what cannot be listed: a file that is not there, an address that does not answer
 * @throws RangeError for what cannot be read from any place: a pipe, a terminal
 */
export async function* listSources(
  sources: Iterable<string>,
  options: ReachOptions = {},
): AsyncGenerator<ListedSource, void, undefined> {
  const { signal } = options;
  const asking = new AbortController();
  // Each address that is asked listens.
  setMaxListeners(0, asking.signal);
  const stop = () => asking.abort(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  const asked: Promise<ListedSource>[] = [];
  try {
    for (const source of sources) {
      signal?.throwIfAborted();
      const answer = listed(source, { ...options, signal: asking.signal });
      // It may fail while an earlier one is waited for.
      answer.catch(() => {});
      asked.push(answer);
      if (asked.length === AT_ONCE) yield await asked.shift()!;
    }
    for (const answer of asked) {
      yield await answer;
      signal?.throwIfAborted();
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
  }
}

async function listed(source: string, options: Reach): Promise<ListedSource> {
  if (isAddress(source)) return { source, ...(await stateOfAddress(requestTo(source, options), options)) };
  const stats = await exactStatusOfPath(pathOf(source, options), { bigint: true }).catch((cause: unknown) => {
    throw unreadable(source, cause);
  });
  if (stats.isDirectory()) throw unreadable(source, { code: "EISDIR" });
  if (!stats.isFile()) {
    throw optionError(
      RangeError,
      "sources",
      "files and addresses, which can be cut",
      `${source}, a pipe or device`,
    );
  }
  return { source, ...stateOfFile(stats) };
}
