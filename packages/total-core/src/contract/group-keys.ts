/** The key of a group as one text, where it has several parts: one from each column or path that the numbers are totalled by. */

/** A lone surrogate, which no text has that was decoded from UTF-8. */
export const BETWEEN_PARTS = "\ud800";
/** Where the next unit is the other surrogate, both are one character of a part. */
const LONE = /\ud800(?![\udc00-\udfff])/;

export function joinedKeys(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : parts.join(BETWEEN_PARTS);
}

/** The parts of a key that {@link joinedKeys} made. */
export function partsOfKey(key: string): readonly string[] {
  return key.split(LONE);
}
