import type { TotalError } from "../contract/errors.js";
import type { NumbersApi } from "../contract/numbers-api.js";
import { unreadable } from "../node/file-faults.js";
import { exactStatusOfPath } from "../node/open-file.js";
import { fileNumbers, type FileNumbersOptions } from "../node/file.js";
import { checkListed, stateOfFile } from "./listed-state.js";
import type { Reach } from "./reach.js";
import type { ShardPiece } from "./shard.js";
import { pathOf } from "./source-name.js";

/** A source that is read from its beginning to its end. */
export interface WholeReading {
  readonly api: NumbersApi;
  /** @throws TotalError SOURCE_CHANGED where it is not the version that was listed */
  checkBefore(): Promise<void>;
  /**
   * The same when it was read.
   * @param error of the reading
   */
  checkAfter(error: TotalError | undefined): Promise<void>;
}

export function wholeFile(piece: ShardPiece, options: FileNumbersOptions, reach: Reach): WholeReading {
  const { source } = piece;
  const path = pathOf(source, reach);
  const check = async () => {
    const stats = await exactStatusOfPath(path, { bigint: true }).catch((cause: unknown) => {
      throw unreadable(source, cause);
    });
    checkListed(piece, stateOfFile(stats));
  };
  return {
    api: fileNumbers(path, { ...options, name: source, threads: 1, blocking: true }),
    checkBefore: check,
    checkAfter: check,
  };
}
