import type { Source } from "./source.js";

/** The size of all sources together, once each is known; a source is not asked again after it has told its size. */
export function sizeOf(sources: readonly Source[]): () => number | undefined {
  let unknown = sources;
  let known = 0;
  return () => {
    unknown = unknown.filter((source) => {
      const size = source.size();
      known += size ?? 0;
      return size === undefined;
    });
    return unknown.length === 0 ? known : undefined;
  };
}
