import { isStrong } from "../source/http/content.js";
import { addressNumbers, type HttpNumbersOptions } from "../source/http/http-numbers.js";
import { parquetOnDemand } from "../node/parquet-on-demand.js";
import {
  addressOf,
  changedAddress,
  keptTransport,
  requestTo,
  stateOfAddress,
  stateOfAnswer,
} from "./address.js";
import type { Reach } from "./reach.js";
import type { ShardPiece } from "./shard.js";
import type { WholeReading } from "./whole-file.js";

/** Its answer shows its version: there is nothing to ask before. */
export function wholeAddress(piece: ShardPiece, options: HttpNumbersOptions, reach: Reach): WholeReading {
  const { source, version } = piece;
  const { headers, timeoutMs, maxRedirects } = reach;
  const numbers = addressNumbers(
    addressOf(source),
    { ...options, headers, timeoutMs, maxRedirects, parquet: parquetOnDemand },
    {
      transport: keptTransport(),
      onAnswer(answer) {
        const changed = changedAddress(piece, stateOfAnswer(answer));
        if (changed !== undefined) throw changed;
      },
    },
  );
  const ifMatch = version !== null && isStrong(version) ? { "if-match": version } : {};
  return {
    api: { numbers: (asked) => numbers.numbers({ ...asked, signal: asked.signal, headers: ifMatch }) },
    async checkBefore() {},
    async checkAfter(error) {
      // With If-Match, another version is no answer.
      if (error?.code !== "SOURCE_UNAVAILABLE") return;
      const changed = changedAddress(piece, await stateOfAddress(requestTo(source, reach, options), reach));
      if (changed !== undefined) throw changed;
    },
  };
}
