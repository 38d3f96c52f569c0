import type { PartsMerge, Shard, Shards } from "@dlg/total-core/node";

/** The shards whose parts a merge needs, asked for one at a time while others are being made. */
export class WantedShards {
  readonly #shards: Shards;
  readonly #merge: PartsMerge;
  #partCame: () => void = () => {};

  constructor(shards: Shards, merge: PartsMerge) {
    this.#shards = shards;
    this.#merge = merge;
  }

  /** Tells that the merge has got one more part. */
  partCame(): void {
    this.#partCame();
  }

  /** First what has to be read again: the parts behind wait for it. None behind a shard that is at fault for certain. */
  async *wanted(): AsyncGenerator<Shard, void, undefined> {
    const merge = this.#merge;
    let next = 0;
    let given: Shard | undefined;
    for (;;) {
      const again = merge.toReadAgain();
      if (again !== undefined && again !== given) {
        given = again;
        yield this.#shards.readable(again);
        continue;
      }
      while (next < this.#shards.of && merge.has(next)) next++;
      if (next < this.#shards.of && next <= (merge.certainFault ?? next)) yield this.#shards.shard(next++);
      else if (merge.isDecided) return;
      else await new Promise<void>((resolve) => (this.#partCame = resolve));
    }
  }
}
